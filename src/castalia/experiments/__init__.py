"""Experiments: the same recipe with different settings, measured and set side by side."""
