"""What is due between two people: how often they would like to hear from each other, and what they promised."""
