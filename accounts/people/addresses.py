"""A mail address, where somebody wants to be told by mail. Nobody needs one, and nothing is kept before it is proved.

Six digits are sent to it and typed in where they were asked for: no link leads anywhere, so nothing stands in an
address bar, and a mailbox that somebody else reads gives nothing away.
"""

import hashlib
import hmac
import secrets

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import limits
from accounts.errors import Invalid, Refused
from accounts.record.actions import write

from .models import Account

ASKED = "address_asked"  # where the session keeps which address waits for its digits, and their proof
DIGITS_LAST = 30 * 60  # seconds
AN_HOUR = 3600
SENT_AN_HOUR, TRIES_AN_HOUR = 5, 10

log = structlog.get_logger("mail")


def mail_is_set_up() -> bool:
    return bool(settings.EMAIL_HOST)


def address_of(account: Account) -> str:
    """The address this person proved, or nothing. 1 query."""
    known = EmailAddress.objects.filter(user=account.pk, verified=True).order_by("pk")
    return known.values_list("email", flat=True).first() or ""


def asked_for(session: SessionBase) -> str:
    """The address that waits for its digits, or nothing."""
    return _asked(session)[0]


def send_digits(*, account: Account, session: SessionBase, address: str) -> None:
    """Six digits to this address. The mail says nothing else."""
    if not mail_is_set_up():
        raise Refused(_("Mail is not set up on this site, so nothing can be sent."))
    limits.check("address_sent", account.pk, most=SENT_AN_HOUR, seconds=AN_HOUR)
    digits = f"{secrets.randbelow(1_000_000):06}"
    if not send(
        address,
        _("Six digits"),
        _("{digits}\n\nNot asked for? Then nothing needs doing.").format(digits=digits),
    ):
        raise Invalid(_("The mail could not be sent to this address."))
    session[ASKED] = signing.dumps((address, _proof(account, address, digits)), salt=ASKED)


def prove_address(*, account: Account, session: SessionBase, digits: str) -> None:
    """Keep the address for whoever has the digits. It takes the place of an earlier one."""
    limits.check("address_tried", account.pk, most=TRIES_AN_HOUR, seconds=AN_HOUR)
    address, proof = _asked(session)
    if not address:
        raise Invalid(_("These digits are too old. Please ask for new ones."))
    if not hmac.compare_digest(proof, _proof(account, address, "".join(digits.split()))):
        raise Invalid(_("These are not the digits we sent."))
    _keep(account, address)
    del session[ASKED]


def _keep(account: Account, address: str) -> None:
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=account.pk).delete()
            EmailAddress.objects.create(user=account, email=address, verified=True)
            write(act="address_given", actor=account.log_ref)
    except IntegrityError as clash:
        raise Invalid(_("This address belongs to another sign-in already.")) from clash


@transaction.atomic
def forget_address(*, account: Account) -> None:
    gone, _each = EmailAddress.objects.filter(user=account.pk).delete()
    if gone:
        write(act="address_taken_back", actor=account.log_ref)


def send(address: str, subject: str, words: str) -> bool:
    """One mail, or False where the mail server does not take it: a log line without the address says so."""
    try:
        return bool(send_mail(subject, words, None, [address]))
    except OSError as error:  # what smtplib raises, and a server that is not there
        log.warning("mail not sent", error=type(error).__name__)
        return False


def _asked(session: SessionBase) -> tuple[str, str]:
    try:
        address, proof = signing.loads(session.get(ASKED, ""), salt=ASKED, max_age=DIGITS_LAST)
    except signing.BadSignature:
        return "", ""
    return address, proof


def _proof(account: Account, address: str, digits: str) -> str:
    said = f"{ASKED}:{account.pk}:{address}:{digits}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()
