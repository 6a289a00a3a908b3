"""Where artifacts and jobs live: files addressed by their content, and a database."""
