"""Wiring: settings, addresses, and what starts them."""
