"""The one write of the look: a signed-in person's theme goes with them to their next device."""

from accounts.people.models import Account


def keep_theme(*, account: Account, theme: str) -> None:
    account.theme = theme
    account.save(update_fields=["theme"])
