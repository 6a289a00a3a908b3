"""Engines that play music."""
