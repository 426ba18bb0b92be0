"""Doors of a room, without scripts: the transcript as a page, a form that posts. The socket only adds to them."""
