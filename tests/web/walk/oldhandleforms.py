"""Forms about old handles and friends from elsewhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redbridge.arrival import actions

SOMETHING = "."  # what nobody can see is either refused or left out

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from tests.web.walk.forms import Field, Form


def old_handle_forms(people: "dict[str, Person]") -> Iterator["Form"]:
    """All that take words."""
    from tests.web.walk.forms import GUARDED, LONG, Anything, Choice, Form, Text  # noqa: PLC0415 - they hold these forms

    dana, ken = people["dana"], people["ken"]
    where: dict[str, Field] = {
        "platform": Choice("available choices", "required"),
        "handle": Choice(f"no handle|{LONG}|{GUARDED}", "required", fits=("a number beyond 64 bits",)),
        "is_shown": Anything(),
    }
    yield Form("settings/handles", "settings/handles", "dana", {"platform": "tiktok", "handle": "dana.tea"}, where)
    asked = actions.claim_handle(ken, platform="tiktok", handle="ken")
    actions.ask_moderator(ken, handle_id=asked.id)
    reason: dict[str, Field] = {"reason": Choice("Choose a reason"), "do": Anything()}
    path = f"moderation/handles/{asked.id}"
    yield Form("moderation/handles/<int:handle_id>", path, "ruth", {"do": "no", "reason": "missing"}, reason)
    mine = actions.claim_handle(dana, platform="tiktok", handle="ken")
    actions.prove(old_handle_id=mine.id, method="fetch")
    said: dict[str, Field] = {"reason": Choice("Choose a reason"), "words": Text(f"{LONG}|longer than", "", SOMETHING)}
    route, path = "moderation/handles/<int:handle_id>/revoke", f"moderation/handles/{mine.id}/revoke"
    yield Form(route, path, "ruth", {"reason": "sold", "words": "It is sold"}, {**said, "person": Anything()})
    lost = actions.claim_handle(dana, platform="instagram", handle="ken")
    actions.prove(old_handle_id=lost.id, method="fetch")
    actions.revoke_handle(people["ruth"], handle_id=lost.id, reason="sold")
    words: dict[str, Field] = {"words": Text(f"{LONG}|longer than", "required|few words", SOMETHING)}
    route, path = "handles/<int:handle_id>/object", f"handles/{lost.id}/object"
    yield Form(route, path, "dana", {"words": "It is mine"}, words)
    claim = actions.claim_name(dana, handle_id=mine.id, name="ken")
    route = "moderation/names/<int:claim_id>"
    yield Form(route, f"moderation/names/{claim.id}", "ruth", {"do": "leave"}, {"do": Anything()})
    named: dict[str, Field] = {
        "name": Choice(f"Nobody here|{LONG}|{GUARDED}", "required"),
        "words": Text(f"{LONG}|longer than", "", SOMETHING),
    }
    route, path = "handles/<int:handle_id>/name", f"handles/{mine.id}/name"
    yield Form(route, path, "dana", {"name": "ruth", "words": "Me"}, named)
    yield Form("friends/<slug:do>", "friends/choose", "dana", {"is_looking": "1"}, {"is_looking": Anything()})
    yield Form("friends/<slug:do>", "friends/follow", "dana", {"person": str(ken.id)}, {"person": Anything()})
    yield Form("friends/<slug:do>", "friends/undo", "dana", {"person": str(ken.id)}, {"person": Anything()})
    yield Form("friends/<slug:do>", "friends/dismiss", "dana", {"dismiss": str(ken.id)}, {"dismiss": Anything()})
    answer = {"person": Anything(), "on": Anything()}
    yield Form("friends/<slug:do>", "friends/answer", "dana", {"person": str(ken.id), "on": "1"}, answer)
