"""Engines that draw."""
