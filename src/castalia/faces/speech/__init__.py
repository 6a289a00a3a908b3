"""From words and recordings to the shapes of a mouth."""
