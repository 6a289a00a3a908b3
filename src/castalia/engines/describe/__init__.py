"""Engines that say what a picture shows."""
