"""{% help_card beside %}: the gold pocket, for the writer's eyes only."""

from typing import Any

from django import template

from accounts.help.cards import help_card as card_for
from accounts.help.cards import small_since
from accounts.help.countries import country_for

register = template.Library()


@register.inclusion_tag("help/_card.html", takes_context=True)
def help_card(context: template.Context, beside: Any) -> dict[str, object]:
    """`beside`: the words it stands beside (.card_id .level .ref .is_asked), and what can be done with them
    (.take_back_url .team_url .back_url). Lines of the country chosen on this device or by this person."""
    request = context["request"]
    card = card_for(
        beside.card_id, country=country_for(request), is_imminent=beside.level == "imminent",
        about=beside.ref, small_since=small_since(request.COOKIES),
    )  # fmt: skip
    return {"card": card, "say": card.say, "beside": beside, "cover_words": context.get("cover_words"),
            "community": context.get("community"), "csrf_token": context.get("csrf_token")}  # fmt: skip
