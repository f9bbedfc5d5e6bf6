"""The data folder of a site: which one is meant, what its settings file says, and whether a site runs in it."""

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version as version_of
from pathlib import Path
from typing import IO, Any, TypeVar

import click

DATABASE = "redbridge.sqlite3"
SETTINGS_FILE = "settings.env"
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Running:
    """What `up` wrote down about itself."""

    pid: int
    port: int
    site_url: str


class Place:
    """A data folder; nothing is written by asking."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @property
    def exists(self) -> bool:
        """Whether a site was ever started here."""
        return (self.folder / "keys" / "secret.txt").exists()

    @property
    def is_empty(self) -> bool:
        """Whether the folder is missing or holds nothing."""
        return not self.folder.exists() or not any(self.folder.iterdir())

    @property
    def lock_path(self) -> Path:
        """Held by `up` for as long as it runs."""
        return self.folder / "up.lock"

    def running(self) -> Running | None:
        """The site that runs in this folder."""
        try:
            with self.lock_path.open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return None
        except BlockingIOError:
            return Running(**json.loads(self.lock_path.read_text() or '{"pid": 0, "port": 0, "site_url": ""}'))
        return None

    def take(self, running: Running) -> IO[str] | None:
        """Lock the folder for this process; None when somebody else has it. The system frees it at the end."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.lock_path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        file.truncate(0)
        json.dump(asdict(running), file)
        file.flush()
        return file

    def written_settings(self) -> dict[str, str]:
        """NAME=value lines of the folder's settings file."""
        path = self.folder / SETTINGS_FILE
        lines = path.read_text().splitlines() if path.exists() else []
        pairs = (line.strip().partition("=") for line in lines if "=" in line and not line.strip().startswith("#"))
        return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}

    def into_environment(self, **defaults: str) -> None:
        """Make this the site that Django's settings are about; the real environment wins over the file."""
        running = self.running()
        if running and running.site_url:
            defaults = {"SITE_URL": running.site_url, **defaults}
        for name, value in {**defaults, **self.written_settings()}.items():
            os.environ.setdefault(name, value)
        os.environ["REDBRIDGE_DATA"] = str(self.folder)
        os.umask(0o077)  # what we write is for the site's own user alone
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redbridge.settings")


def version() -> str:
    """Of the installed package."""
    return version_of("redbridge")


def data_option(command: Command) -> Command:
    """`--data`, handed on as a `Place` named `place`."""
    return click.option(
        "--data",
        "place",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="REDBRIDGE_DATA",
        default=Path("data"),
        show_default="./data",
        callback=lambda _context, _parameter, value: Place(value),
        help="Folder with everything of the site.",
    )(command)


def json_option(command: Command) -> Command:
    """`--json` for programs that read the answer."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with JSON on standard output.")(command)


def open_site(place: Place, **defaults: str) -> None:
    """Load Django for a site that exists; a folder without one is refused, since looking must not make one."""
    if not place.exists:
        raise click.ClickException(
            f"There is no site in {place.folder}. Start one with `redbridge up`, or name its folder with --data."
        )
    load_django(place, **defaults)


def load_django(place: Place, **defaults: str) -> None:
    """Load Django with the settings of this place; a wrong setting is a sentence, not a traceback."""
    place.into_environment(**defaults)
    import django  # noqa: PLC0415 - costs half a second that --help need not wait for
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - the same

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise click.ClickException(str(problem)) from None


def answer(values: dict[str, Any], *, as_json: bool, sentence: str) -> None:
    """One answer, for people or for programs."""
    click.echo(json.dumps(values, ensure_ascii=False, default=str) if as_json else sentence)
