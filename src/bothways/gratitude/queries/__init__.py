"""What the pages of letters and news read."""
