"""Texts of the team's screens that need cutting or choosing: recipes, levels, outcomes, what is kept."""

import re
from datetime import timedelta

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from accounts.texts import text
from accounts.texts.templatetags.texts import text_html
from community.spaces.models import Contribution

from ..actions.working import CARE_OUTCOMES
from ..models import Case, Report

register = template.Library()
KEPT_DAYS = {"none": 30, "concern": 91, "high": 365, "imminent": 1096}  # how long a closed care case is kept
_CODE = re.compile(r"`([^`]+)`")


@register.simple_tag
def recipe(text_id: str) -> list[str]:
    """The steps of a level, one for each box."""
    words = _CODE.sub(lambda code: contact_title(code[1]), text(text_id).replace("**", ""))
    return [step.strip() for step in words.split("□") if step.strip()]


@register.simple_tag
def never_say() -> list[str]:
    return [
        hint.strip() for hint in _CODE.sub(lambda code: contact_title(code[1]), text("say.never")).split("·")
    ]


_TITLES = {
    "T2.hello": __("Say hello"),
    "T2.someone_cares": __("Someone was worried"),
    "T3.ask": __("Ask directly"),
    "T3.soon": __("Ask about today"),
    "T3.hurt": __("Ask if they are hurt"),
    "T4.here": __("I am here now"),
    "T4.medical": __("Medical help"),
    "T5.distance": __("Put distance between"),
    "cannot_phone": __("Calling is hard"),
    "not_private": __("Is it safe to write?"),
    "T6.limit": __("I can’t keep this only between us"),
    "abuse": __("What is happening is not your fault"),
    "threat": __("Someone might get hurt"),
    "deleted": __("They took it down"),
    "no_answer.1": __("No answer yet"),
    "no_answer.2": __("Last message for now"),
    "please_stop": __("They asked us to stop"),
    "false_alarm": __("We misread"),
    "conv.my_way": __("their wishes"),
    "T10": __("a word to the topic"),
    "conv.limits": __("what we can promise"),
    "witness": __("ask readers how they are"),
}


@register.simple_tag
def contact_title(text_id: str) -> str:
    return str(_TITLES.get(text_id, text_id))


@register.simple_tag
def level_words(level: str) -> SafeString:
    return text_html(f"level.{level}")


@register.simple_tag
def report_words(report: Report) -> str:
    """What a report says, without its writer: staff read "a member"."""
    if report.side == Report.Side.ASK:
        return _("The writer asked the team to read it.")
    return _("A member told us: {reason}").format(reason=report_reason(report))


@register.simple_tag
def report_reason(report: Report) -> str:
    return text(f"report.{'about' if report.side == Report.Side.ABOUT else 'by'}.{report.reason}")


@register.simple_tag
def outcome_of(report: Report) -> str:
    why = _("it stays within our rules") if report.outcome == "none" else ""
    return text(f"outcome.{report.outcome}", why=why)


@register.simple_tag
def outcome_words(case: Case) -> str:
    return text(f"close.{case.outcome}") if case.outcome in CARE_OUTCOMES else _("read by the program")


@register.simple_tag
def kept_until(contribution: Contribution) -> str:
    """Until when the team keeps a copy, where an open care case holds these words. Empty: nothing is kept."""
    case = Case.objects.filter(
        evidence__contribution=contribution, kind=Case.Kind.CARE, closed_at=None
    ).first()
    return date_format(case.opened_at + timedelta(days=KEPT_DAYS[case.level]), "j F Y") if case else ""
