"""Who may do anything here at all."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from redbridge.kit.errors import NotAllowed

if TYPE_CHECKING:
    from redbridge.accounts.models import Person


def check_may_take_part(actor: "Person") -> None:
    """NotAllowed for somebody whose account is suspended, hidden or closed."""
    if not actor.is_shown:
        raise NotAllowed(gettext("Your account cannot do this at the moment."))
