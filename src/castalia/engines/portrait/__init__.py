"""Engines that let portraits speak and move."""
