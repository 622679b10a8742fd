"""The whole house as one locked file, and back."""
