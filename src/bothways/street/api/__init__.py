"""What was done and said between a member and their people, for programs."""
