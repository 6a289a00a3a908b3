"""Engines that write."""
