"""Doors of a forum: reading, writing, setting up."""
