"""Words: which language a text is in, what a prompt says, and what kind of story could come of it."""
