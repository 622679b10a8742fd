"""The same rooms for programs: JSON by tokens, described by one OpenAPI document."""
