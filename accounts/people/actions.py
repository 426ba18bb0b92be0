"""Becoming known to the site, agreeing, and coming back. None of it needs an address."""

import hashlib
import secrets

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts import limits
from accounts.errors import Invalid, Refused
from accounts.record.actions import write

from . import words
from .models import Account, Consent, RecoveryWords
from .sessions import Login

PRIVATE_PAGE = "private.page"  # the purpose of the consent given when joining
A_NAME_IS_FREE_WITHIN = 20  # tries; a thousand numbers for each pair of words
TRIES, IN_SECONDS = 10, 15 * 60


@transaction.atomic
def open_account(*, name_words: str, password: str, language: str = "en") -> tuple[Account, list[str]]:
    """A new account under two words and three digits that the server adds, so that nobody is ever told "taken".
    Returns it with its recovery words, which are never to be had again."""
    validate_password(password)
    account = _with_free_name(name_words, password, language)
    kept = renew_words(account=account)
    write(act="account_opened", actor=account.log_ref)
    return account, kept


def _with_free_name(name_words: str, password: str, language: str) -> Account:
    for _try in range(A_NAME_IS_FREE_WITHIN):
        name = f"{name_words.strip().lower()[:40]}-{secrets.randbelow(900) + 100}"
        try:
            with transaction.atomic():
                account = Account(sign_in_name=name, language=language)
                account.set_password(password)
                account.save(force_insert=True)
                return account
        except IntegrityError:
            continue
    raise Refused(_("These two words are used up. Please choose two others."))


def renew_words(*, account: Account) -> list[str]:
    """Eight new words; the old ones stop working. Shown once."""
    fresh = words.fresh()
    RecoveryWords.objects.update_or_create(
        account=account, defaults={"words_hash": words.hashed(fresh), "made_at": Now()}
    )
    return fresh


def agree(*, account: Account, purpose: str, wording: str) -> None:
    """A person agreed to this wording. Agreeing twice is agreeing once."""
    text_hash = hashlib.sha256(wording.encode()).hexdigest()
    Consent.objects.bulk_create(
        [Consent(account=account, purpose=purpose, text_hash=text_hash)], ignore_conflicts=True
    )


def come_back(*, sign_in_name: str, typed: str, password: str, network: str) -> tuple[Account, list[str]]:
    """A new password for whoever has name and words. The same answer, in the same time, whoever does not exist."""
    validate_password(password)
    limits.check("come_back", f"{sign_in_name.strip().lower()}:{network}", most=TRIES, seconds=IN_SECONDS)
    known = (
        RecoveryWords.objects.select_related("account")
        .filter(account__sign_in_name=sign_in_name.strip().lower(), account__is_active=True)
        .first()
    )
    # A hash is checked in every case, so that the time tells nothing.
    is_right = words.fits(typed, known.words_hash if known else _nobodys_hash())
    if known is None or not is_right:
        raise Invalid(_("The name and the words don't fit together. What you typed is still there."))
    return _start_anew(known.account, password)


@transaction.atomic
def _start_anew(account: Account, password: str) -> tuple[Account, list[str]]:
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.set_password(password)  # ends every other login: each session carries a hash of the password
    account.save(update_fields=["password"])
    kept = renew_words(account=account)
    write(act="came_back", actor=account.log_ref)
    return account, kept


_nobody: list[str] = []


def _nobodys_hash() -> str:
    if not _nobody:
        _nobody.append(make_password(secrets.token_hex(16)))
    return _nobody[0]


def choose_country(*, account: Account, country: str) -> None:
    account.country = country
    account.save(update_fields=["country"])


def forget_ended_logins() -> int:
    """Logins past their time, a few at once. Safe from every process."""
    ended = Login.objects.filter(expire_date__lt=Now()).values("pk")[:200]
    gone, _each = Login.objects.filter(pk__in=ended).delete()
    return gone
