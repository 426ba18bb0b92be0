"""A browser in plain words, as far as it says: a few names in their order, and nothing that is not sure."""

from django.utils.translation import gettext as _

# Most browsers also name those they are like, so the more particular one comes first.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_words(user_agent: str) -> str:
    """ "Firefox on Android", or "A browser" where it does not say, or says something we do not know."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser == "Safari" and system == "Mac":
        system = _("Mac or iPad")  # an iPad says that it is a Mac
    if not system:
        return browser or _("A browser")
    return _("{browser} on {system}").format(browser=browser or _("A browser"), system=system)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
