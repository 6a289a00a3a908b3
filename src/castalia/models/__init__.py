"""Checkpoints: what there is, where it comes from, where it lies, what is loaded."""
