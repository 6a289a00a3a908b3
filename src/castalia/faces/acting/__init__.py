"""What a face does: performances, and where they come from."""
