"""People of the clay world who perform."""
