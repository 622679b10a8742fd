"""What the pages of bringing in show."""
