"""Wiring only: settings, addresses, servers and the embedded services. What the product does lives elsewhere."""
