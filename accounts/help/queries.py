"""Checked help lines of a country, as pages and texts need them. An unchecked line is never among them."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .countries import NAMES, country_for
from .models import DIRECTORY, HelpLine

CHECK_LASTS = timedelta(days=90)
_SMS = re.compile(r"(?:text\s+)?(?:(?P<word>[A-Z]{2,})\s+to\s+)?(?P<number>\d[\d ]{2,})$", re.IGNORECASE)


@dataclass(frozen=True)
class Lines:
    """What stands for one country. `directory` is the way on when there is nothing else."""

    country: str
    emergency: list[str] = field(default_factory=list)
    lines: list[HelpLine] = field(default_factory=list)
    directory: list[HelpLine] = field(default_factory=list)

    @property
    def country_name(self) -> str:
        return str(NAMES.get(self.country, ""))

    @property
    def checked_at(self) -> datetime | None:
        """The oldest check among the lines shown: no line is said to be fresher than it is."""
        moments = [line.verified_at for line in self.lines if line.verified_at]
        return min(moments, default=None)

    @property
    def is_old(self) -> bool:
        return self.checked_at is not None and timezone.now() - self.checked_at > CHECK_LASTS

    @property
    def is_empty(self) -> bool:
        return not self.lines

    def to_call(self) -> list[HelpLine]:
        return [line for line in self.lines if line.phone]

    def to_text(self) -> list[HelpLine]:
        return [line for line in self.lines if line.text]

    def to_chat(self) -> list[HelpLine]:
        return [line for line in self.lines if "chat" in line.channel and line.url]

    def about(self, topic: str) -> list[HelpLine]:
        return [line for line in self.lines if topic in line.topic.split(";")]


def lines_for(country: str) -> Lines:
    """Everything checked for a country, in its order. 1 query."""
    found = HelpLine.objects.filter(country__in=[country, DIRECTORY], verified_at__isnull=False)
    rows = list(found.order_by("position", "name"))
    here = [row for row in rows if row.country == country]
    return Lines(
        country=country,
        emergency=[number for row in here if row.is_emergency for number in row.numbers()],
        lines=[row for row in here if not row.is_emergency],
        directory=[row for row in rows if row.country == DIRECTORY],
    )


def call_link(number: str, words: str = "") -> SafeString:
    return format_html(
        '<a class="nowrap" href="tel:{}">{}</a>', re.sub(r"[^\d+]", "", number), words or number
    )


def text_address(line: HelpLine) -> str:
    """An sms: address that holds number and first word, or nothing where the field is not that simple."""
    match = _SMS.match(line.text.strip())
    if match is None:
        return ""
    number = match["number"].replace(" ", "")
    word = (match["word"] or "").upper()
    return f"sms:{number}?body={word}" if word else f"sms:{number}"


def text_link(line: HelpLine) -> SafeString:
    address = text_address(line)
    return format_html('<a href="{}">{}</a>', address, line.text) if address else format_html("{}", line.text)


def _joined(pieces: list[SafeString]) -> SafeString:
    return format_html_join(mark_safe(" · "), "{}", ((piece,) for piece in pieces))


def _said(line: HelpLine) -> SafeString:
    ways = [call_link(number) for number in line.numbers()[:1]]
    if line.text:
        ways.append(text_link(line))
    if not ways and line.url:
        ways.append(format_html('<a href="{0}" rel="noreferrer">{0}</a>', line.url))
    hours = format_html(" ({})", line.hours) if line.hours else ""
    return format_html("{} {}{}", line.name, _joined(ways), hours)


def variables(lines: Lines) -> dict[str, object]:
    """The help variables of `accounts/texts`, as safe HTML. What is not known is empty: its sentence goes."""
    first_text, first_chat = lines.to_text()[:1], lines.to_chat()[:1]
    return {
        "emergency": call_link(lines.emergency[0]) if lines.emergency else "",
        "country": lines.country_name,
        "lines": _joined([_said(line) for line in (lines.lines[:3] or lines.directory[:1])]),
        "line_call": _joined([_said_call(line) for line in lines.to_call()[:1]]),
        "line_text": _joined([text_link(line) for line in first_text]),
        "line_chat": _joined([chat_link(line) for line in first_chat]),
        "lines_lang": "",
        "lines_youth": _joined([_said(line) for line in lines.about("youth")]),
        "lines_abuse": _joined([_said(line) for line in lines.about("abuse")]),
        "lines_free": _joined([format_html("{}", line.name) for line in lines.lines if line.cost == "free"]),
        "deaf_access": _joined(
            [format_html("{}", line.deaf_access) for line in lines.lines if line.deaf_access]
        ),
        "silent_call": _joined(
            [format_html("{}", line.silent_call) for line in lines.lines if line.silent_call]
        ),
        "directory": _joined([_said(line) for line in lines.directory]),
    }


def said_to(request: HttpRequest) -> dict[str, object]:
    """The same for whoever asks: by the country chosen on this device, else their own. 1 query."""
    return variables(lines_for(country_for(request)))


def plain_lines(lines: Lines) -> str:
    """The first lines as plain text, for a notice, where a number cannot be a link."""
    return " · ".join(_said_plainly(line) for line in (lines.lines[:3] or lines.directory[:1]))


def _said_plainly(line: HelpLine) -> str:
    ways = [*line.numbers()[:1], *([line.text] if line.text else [])] or [line.url]
    return f"{line.name} {' · '.join(ways)}{f' ({line.hours})' if line.hours else ''}"


def _said_call(line: HelpLine) -> SafeString:
    return format_html("{} {}", line.name, call_link(line.numbers()[0]))


def chat_link(line: HelpLine) -> SafeString:
    return format_html(
        '<a href="{}" rel="noreferrer">{}</a>', line.url, _("chat with {name}").format(name=line.name)
    )
