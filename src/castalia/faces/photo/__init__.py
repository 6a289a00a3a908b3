"""A photo that is moved by a performance."""
