"""Engines that model in 3D."""
