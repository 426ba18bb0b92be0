"""Communities, the people in them, the places they meet in, and what they publish there."""

from .communities import Acceptance, Community, CoverProfile, Guidelines, Invitation
from .contributions import Contribution, ContributionQuerySet, Reader, Revision, reader_of
from .people import Block, Membership, Restriction, Role, RoleGrant
from .places import Place, Seat

__all__ = [
    "Acceptance",
    "Block",
    "Community",
    "Contribution",
    "ContributionQuerySet",
    "CoverProfile",
    "Guidelines",
    "Invitation",
    "Membership",
    "Place",
    "Reader",
    "Restriction",
    "Revision",
    "Role",
    "RoleGrant",
    "Seat",
    "reader_of",
]
