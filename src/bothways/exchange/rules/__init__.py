"""What bringing in decides: whose card, whose address, who may have been a mentor."""
