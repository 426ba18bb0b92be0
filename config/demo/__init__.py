"""A demo that looks lived in: two communities, their people, what they wrote, and what the team did about some of it.

The words are in `data/`; everything is published and worked through the product's own actions, so the demo holds
nothing that the product could not make. Start at `loading.py`.
"""
