"""A check that never fails checks nothing: each one is shown a breach and has to name it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import docs, locks, messages, sizes, templates, vendor

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
HOUSE = "Calls go down, events go up, nothing goes sideways"
ROOMS = "Inside a package: reactions and schedule, then actions, queries, models, events"
DOORS = "The doors never see tables or reactions"
EVENTS = "Only events touches the tables of events"


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    left_out = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "migrations")
    shutil.copytree(ROOT / "redbridge", tmp_path / "redbridge", ignore=left_out)
    return tmp_path


def _broken_contracts(house: Path) -> set[str]:
    done = subprocess.run([BIN / "lint-imports", "--no-cache"], cwd=house, capture_output=True, text=True, check=False)
    assert "Contracts" in done.stdout, done.stdout + done.stderr
    return {name for name in (HOUSE, ROOMS, DOORS, EVENTS) if f"{name} BROKEN" in done.stdout}


@pytest.mark.parametrize(
    ("name", "line", "contract"),
    [
        ("notes/models.py", "def later() -> None:\n    from redbridge.feed import models\n", HOUSE),
        ("feed/models.py", "import redbridge.notifications.models\n", HOUSE),
        ("gossip/__init__.py", "", HOUSE),
        ("notes/queries.py", "from redbridge.notes import actions\n", ROOMS),
        ("notes/models.py", "import redbridge.notes.actions\n", ROOMS),
        ("web/seeded.py", "import redbridge.notes.models\n", DOORS),
        ("web/seeded.py", "import redbridge.notes.reactions\n", DOORS),
        ("notes/actions.py", "import redbridge.events.models\n", EVENTS),
    ],
    ids=["upward", "sideways", "unlisted", "query-to-action", "model-to-action", "door-to-model", "door-to-reaction",
         "tables-of-events"],
)  # fmt: skip
def test_import_linter_sees(copied_house: Path, name: str, line: str, contract: str) -> None:
    for word in ("actions", "queries", "reactions"):  # what a breach imports has to exist
        (copied_house / "redbridge" / "notes" / f"{word}.py").touch()
    path = copied_house / "redbridge" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n{line}")
    assert contract in _broken_contracts(copied_house)


def test_import_linter_is_content_with_the_house_as_it_is(copied_house: Path) -> None:
    assert _broken_contracts(copied_house) == set()


@pytest.mark.parametrize(
    ("name", "line", "rule"),
    [
        ("notes/seeded.py", "from django.dispatch import receiver", "TID251"),
        ("notes/seeded.py", "from django.db.models import signals", "TID251"),
        ("notes/seeded.py", "from django.http import HttpResponse", "TID251"),
        ("notes/seeded.py", "from django.shortcuts import get_object_or_404", "TID251"),
        ("web/seeded.py", "from django.dispatch import receiver", "TID251"),
        ("notes/seeded.py", "print('left behind')", "T201"),
        ("notes/seeded.py", "# TODO: some day", "TD003"),
    ],
)
def test_ruff_sees(name: str, line: str, rule: str) -> None:
    command = [str(BIN / "ruff"), "check", "--no-cache", "--stdin-filename", f"redbridge/{name}", "-"]
    done = subprocess.run(command, cwd=ROOT, input=f"{line}\n", capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert rule in done.stdout


def test_ruff_lets_a_door_speak_http() -> None:
    command = [str(BIN / "ruff"), "check", "--no-cache", "--select", "TID251"]
    command += ["--stdin-filename", "redbridge/web/seeded.py"]
    text = "from django.http import HttpResponse\n"
    done = subprocess.run([*command, "-"], cwd=ROOT, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_mypy_sees_a_function_without_types(tmp_path: Path) -> None:
    path = tmp_path / "untyped.py"
    path.write_text("def double(number):\n    return number * 2\n")
    paths = ["--config-file", ROOT / "pyproject.toml", "--cache-dir", tmp_path / "cache", path]
    command = [str(BIN / "mypy"), *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "[no-untyped-def]" in done.stdout


def _lines(count: int, indent: str = "") -> str:
    return "".join(f"{indent}x = {number}\n" for number in range(count))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("redbridge/notes/long.py", _lines(401), "401 lines, at most 400"),
        ("redbridge/web/static/css/long.css", ".a {}\n" * 401, "401 lines, at most 400"),
        ("tests/notes/test_long.py", _lines(401), "401 lines, at most 400"),
        ("redbridge/notes/queries.py", "def long():\n" + _lines(50, "    "), "long() has 51 lines, at most 50"),
        ("redbridge/web/notes.py", "def page(request):\n" + _lines(25, "    "), "a page function at most 25"),
    ],
)
def test_the_size_check_sees(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    [problem] = sizes.check(tmp_path)
    assert words in problem


def test_the_size_check_leaves_vendored_and_generated_files_alone(tmp_path: Path) -> None:
    for name in ("redbridge/web/static/vendor/a.js", "redbridge/notes/migrations/0001_note.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(_lines(500))
    assert sizes.check(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("templates/a.html", '<p style="color: red">', "no style="),
        ("templates/a.html", "<style>p {}</style>", "no <style>"),
        ("templates/a.html", "<script>go()</script>", "no inline script"),
        ("templates/a.html", '<script type="module">go()</script>', "no inline script"),
        ("templates/a.html", '<a onclick="go()">', "no on...="),
        ("templates/a.html", '<a hx-on:click="go()">', "no hx-on"),
        ("templates/a.html", "{{ note.caption|safe }}", "no |safe"),
        ("templates/a.html", "{% autoescape off %}", "no autoescape off"),
        ("templates/a.html", '<img src="//cdn.example/a.png">', "no address of another server"),
        ("static/css/a.css", ".a { margin-left: 1px; }", "physical side"),
        ("static/css/a.css", ".a { inset: 0; left: 0; }", "physical side"),
        ("static/css/a.css", ".a { text-align: right; }", "physical side"),
        ("static/js/a.js", "box.innerHTML = text;", "no markup from strings"),
        ("static/js/a.js", "box.style.color = 'red';", "no inline style"),
    ],
)
def test_the_template_check_sees(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / "redbridge" / "web" / name
    path.parent.mkdir(parents=True)
    path.write_text(f"\n{text}\n")
    [problem] = templates.check(tmp_path)
    assert problem.startswith(f"redbridge/web/{name}:2: ")
    assert words in problem


def test_the_docs_check_sees_a_page_that_nobody_generated_again(tmp_path: Path) -> None:
    for name, page in docs.PAGES.items():
        (tmp_path / name).write_text(page())
    assert docs.check(tmp_path) == []
    (tmp_path / "settings.md").write_text("old")
    (tmp_path / "events.md").unlink()
    assert [problem.split(" ")[0] for problem in docs.check(tmp_path)] == ["docs/settings.md", "docs/events.md"]


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ("click==8.5.1 \\\n    --hash=sha256:aa\n    # via redbridge (pyproject.toml)\n", ""),
        ("click==8.5.1\n", "click has no hash"),
        ("click==8.4.0 \\\n    --hash=sha256:aa\n", "8.4.0 is locked"),
        ("rich==1.0 \\\n    --hash=sha256:aa\n", "nothing is locked"),
        ("--index-url https://example.org\nclick==8.5.1 \\\n    --hash=sha256:aa\n", "names a registry"),
        (
            "click==8.5.1 \\\n    --hash=sha256:aa\nrich==1.0 \\\n    --hash=sha256:bb\n    # via redbridge (x)\n",
            "rich is locked, but",
        ),
    ],
)
def test_the_lock_check_sees(lock: str, words: str) -> None:
    problems = locks.compare("run.txt", lock, ["click>=8.5,<9"])
    assert len(problems) == bool(words), problems
    assert words in "".join(problems)


def test_the_lock_check_asks_for_a_reason() -> None:
    assert locks.reasons('    "click>=8.5,<9",\n    "nh3>=0.3",  # cleans HTML\n') != []


def test_the_vendor_check_sees_an_edited_and_a_foreign_file(tmp_path: Path) -> None:
    folder = shutil.copytree(vendor.VENDOR, tmp_path / "vendor")
    assert vendor.check(folder) == []
    (folder / "htmx" / "htmx.min.js").write_text("edited")
    (folder / "extra.js").write_text("foreign")
    (folder / "htmx" / "LICENSE").unlink()
    assert len(vendor.check(folder)) == 3


def test_the_message_check_sees_gaps(tmp_path: Path) -> None:
    path = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid "Notes"\nmsgstr ""\n\n#, fuzzy\nmsgid "People"\nmsgstr "人"\n\n#~ msgid "Old"\n#~ msgstr "旧"\n'
    )
    assert [problem.split(":")[1] for problem in messages.gaps(path)] == [" not translated", " fuzzy", " dead"]
