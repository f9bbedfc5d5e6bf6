"""`redbridge rotate-keys`: fresh secret keys, without signing anybody out."""

import os
import secrets
from pathlib import Path

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site


@click.command("rotate-keys")
@data_option
@click.option("--forget-old", is_flag=True, help="Drop the older keys, too: everybody has to sign in anew.")
@json_option
def rotate_keys(*, place: Place, forget_old: bool, as_json: bool) -> None:
    """Write fresh secret keys; what older ones signed or encrypted stays valid unless they are forgotten."""
    open_site(place)
    from redbridge.accounts import secrets_ring  # noqa: PLC0415 - after Django is loaded

    folder = place.folder / "keys"
    secrets_ring.add_key()
    count = secrets_ring.rotate_secrets()
    _rewrite(folder / "secret.txt", [secrets.token_urlsafe(48), *_lines(folder / "secret.txt")])
    if forget_old:
        for name in ("secret.txt", "secrets.txt"):
            _rewrite(folder / name, _lines(folder / name)[:1])
    sentence = f"Fresh keys are written, {count} sign-in codes are encrypted by them."
    sentence += " Everybody has to sign in anew." if forget_old else ""
    if place.running():
        sentence += " Restart the site so that it uses them."
    answer({"encrypted": count, "forgot_old": forget_old}, as_json=as_json, sentence=sentence)


def _lines(path: Path) -> list[str]:
    return path.read_text().split()


def _rewrite(path: Path, lines: list[str]) -> None:
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    with fresh.open("w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
