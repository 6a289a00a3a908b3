"""Faces: found in pictures, turned into heads, and moved."""
