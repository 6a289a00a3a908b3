"""A whole head in 3D from one picture."""
