"""The reasons a decision may give and a report may name. Their words are texts; these are their ids, in order."""

REASONS = (
    "method_detail",
    "push_harm",
    "attack",
    "hate",
    "threat",
    "sexual",
    "identity",
    "contact_pressure",
    "medicine",
    "eating_numbers",
    "graphic",
    "copied",
    "belief_pressure",
    "spam",
    "impersonation",
    "evasion",
    "under_18",
    "illegal",
    "other",
)
ABOUT = ("suicide", "self_harm", "medical", "abuse", "threat", "child", "eating", "confused", "gone", "other")
BY = (
    "unkind",
    "attack",
    "threat",
    "push_harm",
    "method",
    "sexual",
    "contact",
    "follows",
    "know_them",
    "identity",
    "medicine",
    "eating_numbers",
    "pressure",
    "spam",
    "copied",
    "fake",
    "under_18",
    "illegal",
    "staff",
    "other",
)
HOW_SOON = {
    "now": "imminent",
    "soon": "high",
    "today": "concern",
}  # how soon a member asks -> level of the case
ABOUT_CATEGORY = {
    "suicide": "suicide",
    "self_harm": "self_harm",
    "medical": "overdose_or_medical",
    "abuse": "abuse",
    "threat": "harm_to_others",
    "eating": "eating_disorder",
}
