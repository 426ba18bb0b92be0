"""{% help_card "card.suicide" level country %}: the gold pocket, for the writer's eyes only."""

from django import template

from accounts.help.cards import asked_small
from accounts.help.cards import help_card as card_for
from accounts.help.countries import country_for

register = template.Library()


@register.inclusion_tag("help/_card.html", takes_context=True)
def help_card(context: template.Context, text_id: str, level: str, **urls: object) -> dict[str, object]:
    """Lines of the country chosen on this device or by this person. `take_back_url`, `team_url` belong to the words
    the card stands beside; without them the card is about nothing that can be taken back."""
    request = context["request"]
    card = card_for(
        text_id,
        country=country_for(request),
        is_imminent=level == "imminent",
        asked_small=asked_small(request.COOKIES),
    )
    return {"card": card, "say": card.say, "request": request, "back": request.get_full_path(),
            "community": context.get("community"), "csrf_token": context.get("csrf_token"), **urls}  # fmt: skip
