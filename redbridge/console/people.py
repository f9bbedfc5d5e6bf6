"""Links for people, printed and never stored: the first operator, somebody invited, somebody locked out."""

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site


@click.command()
@data_option
@json_option
def setup(*, place: Place, as_json: bool) -> None:
    """Print a one-time link that makes whoever opens it an operator of the site."""
    open_site(place)
    from redbridge.accounts import actions as accounts  # noqa: PLC0415 - after Django is loaded

    link = accounts.create_operator_link()
    sentence = f"Open this within a day to become the operator. It works once:\n\n  {link}\n"
    if not place.running():
        sentence += "\nThe site does not run yet: start it with `redbridge up`."
    answer({"link": link}, as_json=as_json, sentence=sentence)


@click.command()
@data_option
@click.option("--days", type=click.IntRange(1, 90), default=14, show_default=True, help="How long it is good.")
@json_option
def invite(*, place: Place, days: int, as_json: bool) -> None:
    """Print a link with which one person may join."""
    open_site(place)
    from redbridge.accounts import actions as accounts  # noqa: PLC0415 - after Django is loaded

    link = accounts.make_invitation(None, days=days)
    answer({"link": link, "days": days}, as_json=as_json, sentence=f"One person may join here:\n\n  {link}\n")


@click.command("reset-link")
@click.argument("handle")
@data_option
@json_option
def reset_link(*, place: Place, handle: str, as_json: bool) -> None:
    """Print a link with which somebody chooses a new password."""
    open_site(place)
    from redbridge.accounts import actions as accounts  # noqa: PLC0415 - after Django is loaded
    from redbridge.kit.errors import NotFound  # noqa: PLC0415 - the same

    try:
        link = accounts.make_reset_link(handle=handle)
    except NotFound:
        raise click.ClickException(f"Nobody here is called @{handle.removeprefix('@')}.") from None
    sentence = f"Hand this to @{handle.removeprefix('@')} in person. It works once, within a day:\n\n  {link}\n"
    answer({"link": link}, as_json=as_json, sentence=sentence)
