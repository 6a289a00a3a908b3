"""Engines that run the diffusion pipelines of diffusers, for pictures and clips."""
