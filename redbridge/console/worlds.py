"""The demo world, and worlds of any size to measure with."""

import json
import sys
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site

STAMP = "demo.json"


class Progress:
    """A bar for whoever watches, silence for programs; called with (done, total) or (done, total, what)."""

    def __init__(self, label: str, *, quiet: bool = False) -> None:
        self._label, self._quiet = label, quiet
        self._bar: Any = None
        self._done = 0

    def __call__(self, done: int, total: int, what: str = "") -> None:
        if self._quiet:
            return
        if self._bar is None:
            self._bar = click.progressbar(
                length=total, label=self._label, file=sys.stderr, item_show_func=lambda item: item
            ).__enter__()
        self._bar.update(done - self._done, what)
        self._done = done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, value, trace)


@click.command()
@data_option
@click.option("--remove", is_flag=True, help="Take the whole demo world away again.")
@json_option
def demo(*, place: Place, remove: bool, as_json: bool) -> None:
    """Fill the site with the demo world, or take it away."""
    open_site(place)
    actions = _part("actions")
    if remove:
        with Progress("Taking the demo away", quiet=as_json) as progress:
            actions.remove(progress=progress)
        _remember(place.folder, "removed")
        answer({"demo": "removed"}, as_json=as_json, sentence="The demo world is gone.")
        return
    _refuse_demo_for_strangers()
    _build(place, quiet=as_json)
    names = known_sign_ins()
    answer(
        {"demo": "built", "sign_ins": names}, as_json=as_json, sentence="\n".join(["The demo world is here.", *names])
    )


@click.command()
@data_option
@click.option("--notes", type=click.IntRange(1), default=2000, show_default=True, help="How many notes to add.")
@click.option("--people", type=click.IntRange(1), default=200, show_default=True, help="How many people write them.")
@json_option
def seed(*, place: Place, notes: int, people: int, as_json: bool) -> None:
    """Add a large made-up world, to see how the site does with it."""
    open_site(place)
    _refuse_demo_for_strangers()
    bulk = _part("bulk")
    with Progress(f"Adding {notes} notes", quiet=as_json) as progress:
        bulk.seed(notes=notes, people=people, progress=progress)
    answer({"notes": notes, "people": people}, as_json=as_json, sentence=f"{notes} notes by {people} people are here.")


def build_first_demo(place: Place, *, is_new: bool) -> None:
    """Build the demo world in a site that never had one; one that was cut short is built again."""
    state = _state(place.folder)
    if state == "building" or (state is None and is_new):
        _build(place, quiet=False)


def known_sign_ins() -> list[str]:
    """Lines that tell how to sign in as people of the demo; empty without a demo."""
    return list(_part("queries").sign_ins())


def _build(place: Place, *, quiet: bool) -> None:
    actions = _part("actions")
    _remember(place.folder, "building")
    with Progress("Building the demo world", quiet=quiet) as progress:
        actions.build(progress=progress)
    _remember(place.folder, "built")


def _part(name: str) -> Any:
    return import_module(f"redbridge.demo.{name}")  # after Django is loaded


def _refuse_demo_for_strangers() -> None:
    from django.conf import settings  # noqa: PLC0415 - after Django is loaded

    if not settings.IS_LOOPBACK:
        raise click.ClickException(
            f"SITE_URL is {settings.SITE_URL}, so strangers can come, and the demo's sign-ins are known to everybody."
        )


def _state(folder: Path) -> str | None:
    path = folder / STAMP
    return str(json.loads(path.read_text())["demo"]) if path.exists() else None


def _remember(folder: Path, state: str) -> None:
    (folder / STAMP).write_text(json.dumps({"demo": state}))
