"""Every write in a community: people and their roles, places and rules, and what is published."""

from .contributions import contribute, delete_contribution, revise, sent_before, set_state
from .opening import invite_first_admin, shipped_guidelines
from .people import accept_guidelines, block_member, grant_role, join_community, rename_member
from .setup import (
    add_place,
    change_guidelines,
    invite_moderator,
    open_community,
    set_daily_time,
    take_invitation,
)

__all__ = [
    "accept_guidelines",
    "add_place",
    "block_member",
    "change_guidelines",
    "contribute",
    "delete_contribution",
    "grant_role",
    "invite_first_admin",
    "invite_moderator",
    "join_community",
    "open_community",
    "rename_member",
    "revise",
    "sent_before",
    "set_daily_time",
    "set_state",
    "shipped_guidelines",
    "take_invitation",
]
