"""Ken sees nothing that is not his to see: one walk through every address of the site, as everybody.

A new page fails here until the table in `walk/table.py` says what it answers to whom.
"""

import pytest
from django.test import override_settings

from redbridge.kit import limits
from tests.web.walk.addresses import every_address
from tests.web.walk.table import TABLE
from tests.web.walk.walker import Walker
from tests.web.walk.world import NOTE_KINDS, build


@pytest.mark.django_db
@override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=3600)
def test_nobody_sees_or_changes_what_is_not_theirs() -> None:
    routes = every_address()
    assert set(routes) == set(TABLE), "Say in tests/web/walk/table.py who may open a new address."
    with limits.paused():
        world = build()
        walker = Walker(world)
        for route in routes:
            walker.walk(route, TABLE[route])
    assert not walker.faults, "\n".join(walker.faults)
    # A net with holes catches nothing: whatever somebody may read was read by somebody.
    things = [world.things[kind][name] for kind in ("note", "comment") for name in NOTE_KINDS]
    readable = {word for word, thing in world.words.items() if thing in things and thing.seen_by}
    assert readable <= walker.read
