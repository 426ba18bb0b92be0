"""Doors of a community: coming in, being there, setting it up."""
