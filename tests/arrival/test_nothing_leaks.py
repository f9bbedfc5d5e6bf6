"""Whoever stands on somebody's list or in their messages stays there: no copy of ours holds a name."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import FriendKey, Match, OldHandle
from redbridge.events.worker import run_waiting
from redbridge.follows.models import Follow
from tests.arrival import baggage
from tests.arrival.acquaintances import brings, opens, proved
from tests.arrival.exports import tiktok

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
PEOPLE = ("zqfollowed.one", "zqfollowed.two", "zqfollower", "zqblocked", "zqmuted")
KEPT_OUT = (
    *PEOPLE,
    *(
        "zqpenpal",
        "zq secret message",
        "203.0.113.77",
        "zqdevice",
        "+49 151 0000077",
        "zq street 7",
        "zqcard",
        "zq@mail.example",
    ),
)
ALL = dict.fromkeys(actions.CONSENTS, True)


def export() -> dict[str, Any]:
    """Everything that names somebody else, or that nobody asked for."""
    content = baggage.tiktok(posts=3, following=PEOPLE[:2], liked=2)
    activity = content["Your Activity"]
    activity["Follower"] = {"FansList": tiktok.people(PEOPLE[2])}
    activity["Login History"] = {"LoginHistoryList": [{"Date": "2025-01-01 00:00:00", "IP": "203.0.113.77"}]}
    activity["Status"] = {"Status List": [{"Device": "zqdevice"}]}
    chat = [{"Date": "2025-01-01 00:00:00", "From": "zqpenpal", "Content": "zq secret message"}]
    content["App Settings"] = {"Block List": {"BlockList": tiktok.people(PEOPLE[3])}}
    content["Direct Message"] = {"Direct Messages": {"ChatHistory": {"Chat History with zqpenpal:": chat}}}
    address = {"SavedAddress": [{"receiver_name": "zqpenpal", "adress_info": "zq street 7"}]}
    content["TikTok Shop"] = {
        "Saved Address Information": address,
        "Current Payment Information": {"PayCard": [{"card": "zqcard"}]},
    }
    content["Autofill"] = {"PhoneNumber": "+49 151 0000077", "Email": "zq@mail.example"}
    profile = content["Profile"]["Profile Info"]["ProfileMap"]
    profile |= {"emailAddress": "zq@mail.example", "telephoneNumber": "+49 151 0000077"}
    return content


def every_row() -> Iterator[str]:
    """All tables of all databases, as they lie there."""
    for alias in connections:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name of a table of ours
                for row in cursor.fetchall():
                    yield f"{table}: {row!r}"


def every_file(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes().decode("latin-1")


def test_no_table_log_or_file_holds_a_name(
    dana: Person,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    caplog.set_level(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, logger="redbridge"), django_capture_on_commit_callbacks(execute=True):
        source = baggage.packed(tmp_path, export())
        whole = baggage.brought(dana, source, consents=ALL)
        run_waiting()
    source.unlink()
    assert whole.state == "done"
    assert FriendKey.objects.filter(person=dana).count() == 4
    shown = capfd.readouterr()
    words = [("log", caplog.text), ("output", shown.out + shown.err), *(("row", row) for row in every_row())]
    words += [(name, text) for name, text in every_file(tmp_path / "data")]
    assert any("arrival_friendkey" in text for _where, text in words)
    assert any("dana.brews" in text for _where, text in words), "the search finds what is there"
    found = [(where, secret) for where, text in words for secret in KEPT_OUT if secret.lower() in text.lower()]
    assert found == []


def test_the_names_would_be_found_if_they_were_there(dana: Person) -> None:
    actions.claim_handle(dana, platform="tiktok", handle="zqfollowed.one")
    assert any("zqfollowed.one" in row for row in every_row())


def test_an_export_in_a_stars_name_gets_no_follow_and_no_match(
    dana: Person, lin: Person, mei: Person, tmp_path: Path
) -> None:
    for person, handle in ((lin, "xiaoman"), (mei, "mei")):
        proved(person, handle)
        brings(person, ["celebrity"])
        opens(person)
    content = export()
    content["Profile"]["Profile Info"]["ProfileMap"]["userName"] = "celebrity"
    content["Your Activity"]["Following"] = {"Following": tiktok.people("xiaoman", "mei")}
    baggage.brought(dana, baggage.packed(tmp_path, content), consents=ALL)
    run_waiting()
    opens(dana)
    actions.ask_to_find(dana)
    run_waiting()
    assert OldHandle.objects.get(person=dana).state == "claimed"
    assert queries.public_handles([dana.id]) == {}
    assert not Follow.objects.exists()
    assert not Match.objects.exists()
    assert queries.friends(dana) == queries.friends(lin) == queries.friends(mei) == []


def test_a_block_list_in_an_export_comes_before_everything_else(dana: Person, lin: Person, tmp_path: Path) -> None:
    proved(lin, "xiaoman")
    brings(lin, ["dana.brews"])
    proved(dana, "dana.brews")
    opens(lin)
    opens(dana)
    content = export()
    content["Your Activity"]["Following"] = {"Following": tiktok.people("xiaoman")}
    content["App Settings"] = {"Block List": {"BlockList": tiktok.people("xiaoman")}}
    baggage.brought(dana, baggage.packed(tmp_path, content))
    run_waiting()
    opens(dana)
    opens(lin)
    assert queries.friends(dana) == queries.friends(lin) == []
    assert queries.quietly_apart(dana, person_ids=[lin.id]) == {lin.id}


def test_what_is_kept_tells_nothing_without_the_key(dana: Person, own_folder: Path) -> None:
    brings(dana, ["zqfollowed.one"])
    keys = json.loads((own_folder / "keys" / "friends.json").read_text())["keys"]
    rows = list(every_row())
    assert not any(key["key"] in row for key in keys for row in rows)
