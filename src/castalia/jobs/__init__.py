"""Recipes being carried out: written down first, so that nothing is lost when a process dies."""
