"""In and out: address books, mail, and who of these mentored you."""
