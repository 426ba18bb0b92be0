"""Wiring only: settings, addresses, servers, embedded services. What the product does lives elsewhere."""
