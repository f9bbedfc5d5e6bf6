"""Static files are collected into the data folder when they changed, and left alone otherwise."""

import hashlib
import shutil
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from redbridge.console.place import Place, version


def collect_when_changed(place: Place) -> None:
    """Collect, hash and compress; a stamp of names, sizes and times says whether that is needed."""
    stamp = place.folder / "static.stamp"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    click.echo("Preparing the static files ...")
    stamp.unlink(missing_ok=True)
    root = Path(settings.STATIC_ROOT)
    shutil.rmtree(root, ignore_errors=True)  # files of an older version would be served for ever
    root.mkdir(parents=True, mode=0o755)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{version()} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
