"""How often two people would like to hear from each other."""
