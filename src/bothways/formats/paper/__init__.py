"""Letters, folded cards and envelopes as PDF."""
