"""Faces and people found in a picture, and whether they are good enough."""
