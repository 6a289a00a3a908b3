"""Engines that make faces in 3D."""
