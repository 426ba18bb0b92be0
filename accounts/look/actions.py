"""The one write of the look: what makes pages easier on a signed-in person goes with them to their next device."""

from accounts.people.models import Account


def keep_comfort(*, account: Account, theme: str, is_simple: bool, language: str = "") -> None:
    account.theme, account.wants_simple_pages = theme, is_simple
    account.language = language or account.language
    account.save(update_fields=["theme", "wants_simple_pages", "language"])
