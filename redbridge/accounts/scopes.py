"""What a program may be allowed to do for somebody."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from redbridge.accounts.models import SignIn

SCOPES: "dict[str, _StrPromise]" = {
    "read": _("Read what you can see"),
    "read:inbox": _("Read your inbox"),
    "read:private": _("Read what is yours alone: likes, saves, drafts, devices"),
    "write:notes": _("Write, change and delete your notes"),
    "write:interactions": _("Like, save, comment and report for you"),
    "write:follows": _("Follow, block and mute for you"),
    "write:profile": _("Change your profile and preferences"),
    "arrive": _("Bring exports of other places, prove old handles and find people again"),
    "leave": _("Pack archives to take along, say where you live now, and leave"),
    "moderate": _("Decide about reports"),
    "operate": _("Look after the site: its settings, invitations, what waits"),
}
FOR_MODERATORS = frozenset({"moderate"})
FOR_OPERATORS = frozenset({"operate"})


def kept_from(sign_in: "SignIn") -> frozenset[str]:
    """Scopes that are not for somebody with this sign-in."""
    if sign_in.is_operator:
        return frozenset()
    return FOR_OPERATORS if sign_in.is_moderator else FOR_OPERATORS | FOR_MODERATORS
