"""File formats: bytes in, values out. No Django, no network."""
