"""What a program may be allowed to do for somebody."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SCOPES: "dict[str, _StrPromise]" = {
    "read": _("Read what you can see"),
    "read:inbox": _("Read your inbox"),
    "read:private": _("Read what is yours alone: likes, saves, drafts, devices"),
    "write:notes": _("Write, change and delete your notes"),
    "write:interactions": _("Like, save, comment and report for you"),
    "write:follows": _("Follow, block and mute for you"),
    "write:profile": _("Change your profile and preferences"),
    "moderate": _("Decide about reports"),
}
FOR_MODERATORS = frozenset({"moderate"})
