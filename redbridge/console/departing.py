"""`redbridge export-person` and `redbridge erase-person`: what the law asks of whoever runs a site."""

from pathlib import Path

import click

from redbridge.console.noteio.leaving import person_called
from redbridge.console.place import Place, answer, data_option, json_option, open_site


@click.command("export-person")
@click.argument("handle", metavar="NAME")
@click.argument("target", metavar="OUT.zip", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@json_option
def export_person(*, handle: str, target: Path, place: Place, as_json: bool) -> None:
    """Write everything that is kept about somebody into a zip file, as they could themselves.

    It holds private notes, too. Hand it to nobody else.
    """
    if target.exists():
        raise click.ClickException(f"{target} is there already. Name a new file.")
    open_site(place)
    from redbridge.privacy import actions  # noqa: PLC0415 - after Django is loaded

    person = person_called(handle)
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
    from redbridge.privacy import actions, queries  # noqa: PLC0415 - after Django is loaded

    person_id = queries.person_to_erase(handle)
    name = handle.removeprefix("@").lower()
    if person_id is None:
        raise click.ClickException(f"Nobody here is called @{name}.")
    if not is_sure:
        click.confirm(f"Delete @{name} and everything of theirs for good?", abort=True, err=True)
    actions.erase_person(person_id=person_id)
    answer({"handle": name, "erased": True}, as_json=as_json, sentence=f"@{name} and everything of theirs is deleted.")
