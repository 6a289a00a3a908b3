"""Triangles with texture, drawn on the processor."""
