"""Doors of the team's work, and of telling the team."""
