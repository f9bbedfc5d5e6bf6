"""`redbridge export-person` and `redbridge erase-person`: what the law asks of whoever runs a site."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site

if TYPE_CHECKING:
    from redbridge.accounts.models import Person


@click.command("export-person")
@click.argument("handle", metavar="NAME")
@click.argument("target", metavar="OUT.zip", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@json_option
def export_person(*, handle: str, target: Path, place: Place, as_json: bool) -> None:
    """Write everything that is kept about somebody into a zip file, as they could themselves.

    It holds private notes, too. Hand it to nobody else. Somebody who closed their account may be named, too.
    """
    if target.exists():
        raise click.ClickException(f"{target} is there already. Name a new file.")
    open_site(place)
    from redbridge.privacy import actions  # noqa: PLC0415 - after Django is loaded

    person = _person(handle)
    target.parent.mkdir(parents=True, exist_ok=True)
    counts = actions.write_archive(person, target=target.resolve())
    target.chmod(0o600)
    sentence = (
        f"Everything about @{person.handle} is in {target}: {counts['notes']} notes, {counts['pictures']} pictures."
    )
    answer({"handle": person.handle, "to": str(target), **counts}, as_json=as_json, sentence=sentence)


@click.command("erase-person")
@click.argument("handle", metavar="NAME")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask again.")
@data_option
@json_option
def erase_person(*, handle: str, is_sure: bool, place: Place, as_json: bool) -> None:
    """Delete somebody with all that is theirs, at once and for good. Only a backup brings them back.

    Somebody who closed their account and waits for its end may be named, too.
    """
    open_site(place)
    from redbridge.privacy import actions  # noqa: PLC0415 - after Django is loaded

    person = _person(handle)
    name = person.handle
    if not is_sure:
        click.confirm(f"Delete @{name} and everything of theirs for good?", abort=True, err=True)
    actions.erase_person(person_id=person.id)
    answer({"handle": name, "erased": True}, as_json=as_json, sentence=f"@{name} and everything of theirs is deleted.")


def _person(handle: str) -> "Person":
    from redbridge.kit.errors import NotFound  # noqa: PLC0415 - after Django is loaded
    from redbridge.privacy import queries  # noqa: PLC0415 - the same

    try:
        return queries.person_even_closed(handle)
    except NotFound:
        raise click.ClickException(f"Nobody here is called @{handle.removeprefix('@')}.") from None
