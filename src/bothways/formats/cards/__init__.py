"""vCard 2.1, 3.0 and 4.0: address books as they come, one person a card."""
