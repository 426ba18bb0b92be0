"""What every page may say without asking the database: the site's name, the reader's comfort, the way out."""

from django.conf import settings
from django.http import HttpRequest

from . import comfort


def page(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "leave_url": settings.LEAVE_QUICKLY_URL,
        "theme": comfort.theme_of(request),
        "simple_pages": comfort.wants_simple_pages(request),
    }
