"""Links for people, printed and never stored: the first operator, somebody invited, somebody locked out."""

import click

from redbridge.console.place import Place, answer, data_option, json_option, open_site

OFFER = """
Texts in other languages are read {now}.
You can choose better words at any time. Nothing is fetched unless you say so:

  A neural pack: Chinese to English and back, about 70 MB each way and 150 MB for what runs it. Its licence, CC-BY 4.0
  as its makers say, its size and checksum are shown. Nothing leaves this server.
    pip install 'redbridge[mt-local]'
    redbridge language install https://argos-net.com/v1/translate-zh_en-1_9.argosmodel
    redbridge language install https://argos-net.com/v1/translate-en_zh-1_9.argosmodel

  A service: DeepL, LibreTranslate or anything that speaks OpenAI's protocol, named by TRANSLATE_URL. Public notes and
  comments that somebody wants translated leave this server, without mentions, links and phone numbers; those for
  followers only if their author allows it; what is private never. Its terms and prices are the service's own.

  Neither: texts between Chinese and English stay readable word by word, and nothing leaves this server.

docs/language.md tells more."""


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
    engines, words = _translating()
    answer({"link": link, "translating": engines}, as_json=as_json, sentence=f"{sentence}\n{words}")


def _translating() -> tuple[list[str], str]:
    """What translates here by now, and what an operator can choose: with size, licence and what leaves the server."""
    from django.conf import settings  # noqa: PLC0415 - after Django is loaded

    from redbridge.language import packs  # noqa: PLC0415 - the same

    engines = [f"{pack.source} to {pack.target}, on this server" for pack in packs.installed()]
    engines += [f"{service.name}, {service.place}" for service in settings.TRANSLATE]
    now = f"by {'; '.join(engines)}" if engines else "word by word between Chinese and English, on this server"
    return engines, OFFER.format(now=now)


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
