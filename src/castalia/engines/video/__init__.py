"""Engines that film."""
