"""Who can be signed in as in the demo world."""

from redbridge.accounts.models import Person

PASSWORD = "a long quiet river"  # noqa: S105 - meant to be known: it works on loopback only
SHOWN = {
    "dana": "Ohio, arrived with an export",
    "lin": "Chengdu, reviews skincare and cafés",
    "mei": "Shanghai, runs a tea shop",
    "tomas": "Mexico City, writes in two languages",
    "ruth": "moderates",
    "omar": "runs this server",
}


def sign_ins() -> list[str]:
    """Lines for the terminal: handle, password and who it is; empty without a demo."""
    here = set(Person.objects.filter(is_demo=True, handle__in=SHOWN).values_list("handle", flat=True))
    return [f"{handle:<6} {PASSWORD}   ({who})" for handle, who in SHOWN.items() if handle in here]


def is_here() -> bool:
    """Whether any of the demo world is left."""
    return Person.objects.filter(is_demo=True).exists()
