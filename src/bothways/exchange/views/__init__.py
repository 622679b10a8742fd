"""Pages of bringing in."""
