"""Pages: coming in, and settings."""
