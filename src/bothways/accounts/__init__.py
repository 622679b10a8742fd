"""The member: sign-up, sign-in, and which mail addresses are theirs."""
