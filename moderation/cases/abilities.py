"""What the team may do, as abilities. Admins set up; they do not work cases."""

from community.spaces.abilities import register
from community.spaces.models import Role

register("work_queue", Role.MODERATOR, Role.LEAD)
register("try_detection", Role.MODERATOR, Role.LEAD, Role.ADMIN)
register("step_in", Role.LEAD)
