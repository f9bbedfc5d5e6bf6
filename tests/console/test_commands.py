"""What an operator types beside `up`."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from click import Context
from click.testing import CliRunner

from redbridge.console.main import Commands, main
from tests.console.conftest import House

pytestmark = pytest.mark.processes
COMMANDS = Commands().list_commands(Context(Commands()))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0, shown.output
    assert f"{name} [OPTIONS]" in shown.output
    assert len(shown.output.split("\n\n")) >= 3


def test_links_are_printed_once_and_only_their_fingerprint_is_kept(house: House) -> None:
    setup = house.json("setup")["link"]
    invite = house.json("invite", "--days", "3")["link"]
    assert re.fullmatch(r"http://localhost:8000/setup\?token=[\w-]{30,}", setup)
    assert re.fullmatch(r"http://localhost:8000/sign-up\?invitation=[\w-]{30,}", invite)
    stored = (house.folder / "redbridge.sqlite3").read_bytes()
    assert all(link.rpartition("=")[2].encode() not in stored for link in (setup, invite))
    again = house.json("setup")["link"]
    assert again != setup
    with closing(sqlite3.connect(house.folder / "redbridge.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM accounts_invitation WHERE purpose = 'operator'").fetchone()
    assert count == 1, "an older link for operators ends"


def test_setup_says_how_texts_are_translated_and_what_leaves_the_server(house: House) -> None:
    offer = house.on("setup").stdout
    for said in ("between Chinese and English", "70 MB", "CC-BY 4.0", "leave this server", "TRANSLATE_URL"):
        assert said in offer
    (house.folder / "settings.env").write_text("TRANSLATE_URL=deepl://secret-of-ours@\n")
    named = house.on("setup").stdout
    assert "by DeepL, DeepL, EU." in named
    assert "secret-of-ours" not in named


def test_a_link_names_the_address_of_the_settings_file(house: House) -> None:
    (house.folder / "settings.env").write_text("# ours\nSITE_URL='https://bridge.example.org'\n")
    assert house.json("invite")["link"].startswith("https://bridge.example.org/sign-up")


def test_a_link_for_nobody_is_a_sentence(house: House) -> None:
    done = house.on("reset-link", "@nobody")
    assert (done.returncode, done.stderr) == (1, "Error: Nobody here is called @nobody.\n")


def test_fresh_keys_come_on_top_and_old_ones_go_when_asked(house: House) -> None:
    keys = house.folder / "keys" / "secret.txt"
    first = keys.read_text().split()
    assert house.json("rotate-keys") == {"encrypted": 0, "forgot_old": False}
    second = keys.read_text().split()
    assert (len(second), second[1:]) == (2, first)
    house.json("rotate-keys", "--forget-old")
    third = keys.read_text().split()
    assert len(third) == 1
    assert third[0] not in second
    assert keys.stat().st_mode & 0o777 == 0o600
    assert len((house.folder / "keys" / "secrets.txt").read_text().split()) == 1


def test_the_queue_is_told_to_people_and_to_programs(house: House) -> None:
    queues = house.json("queue")["queues"]
    assert [(row["queue"], row["waiting"], row["dead"]) for row in queues] == [("interactive", 0, 0), ("bulk", 0, 0)]
    assert "interactive" in house.on("queue").stdout
    assert house.json("queue", "--dead") == {"dead": []}
    assert house.json("queue", "--run-again") == {"run_again": 0}


def test_nothing_of_the_demo_is_made_where_strangers_come(house: House) -> None:
    done = house.on("demo", SITE_URL="https://bridge.example.org")
    assert done.returncode == 1
    assert "known to everybody" in done.stderr
    assert house.on("seed", "--notes", "1", SITE_URL="https://bridge.example.org").returncode == 1


def test_a_wrong_setting_is_a_sentence(house: House) -> None:
    done = house.on("queue", SITE_URL="bridge.example.org")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: SITE_URL must look like https://example.org")


def test_django_commands_run_on_the_same_site(house: House) -> None:
    done = house.on("manage", "migrate", "--check")
    assert done.returncode == 0, done.stderr
    shown = house.on("manage", "diffsettings")
    assert str(house.folder) in shown.stdout
    assert json.loads(house.on("queue", "--json").stdout)
