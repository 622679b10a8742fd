"""The line of time that all other rooms write on."""
