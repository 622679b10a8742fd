"""The moments of the example life, told one after the other, as Lucía would tell them."""
