"""What bringing in does: begin, read, take up letters, say whose addresses, say who mentored."""
