"""The engines of this site in the order of their rungs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings

from redbridge.language import packs
from redbridge.language.endpoints import Endpoint
from redbridge.language.engines import apertium, local
from redbridge.language.engines.deepl import DeepL
from redbridge.language.engines.libretranslate import LibreTranslate
from redbridge.language.engines.openai import OpenAI
from redbridge.language.engines.protocol import Engine

_standing_in: list[Sequence[Engine]] = []


def engines() -> Sequence[Engine]:
    """Every engine that is set up here, the best rung first; within a rung as the operator wrote them."""
    if _standing_in:
        return _standing_in[-1]
    return _found(tuple(settings.TRANSLATE), bool(settings.APERTIUM), _stamp())


def named(name: str) -> Engine | None:
    """The engine of a name, None for one that is set up no more."""
    return next((each for each in engines() if each.name == name), None)


@contextmanager
def only(*instead: Engine) -> Iterator[None]:
    """In this block there are these engines and no others: for tests, and for trying one out."""
    _standing_in.append(sorted(instead, key=lambda each: each.rung))
    try:
        yield
    finally:
        _standing_in.pop()


def made(endpoint: Endpoint) -> Engine:
    """The engine of an endpoint."""
    if endpoint.kind == "openai":
        return OpenAI(endpoint)
    return DeepL(endpoint) if endpoint.kind == "deepl" else LibreTranslate(endpoint)


@lru_cache(maxsize=4)
def _found(endpoints: tuple[Endpoint, ...], with_apertium: bool, _stamp: int) -> Sequence[Engine]:  # noqa: FBT001 - a key
    found: list[Engine] = [made(endpoint) for endpoint in endpoints]
    if local.is_possible():
        found += [local.LocalPack(pack) for pack in packs.installed()]
    if with_apertium and apertium.is_installed():
        found.append(apertium.Apertium())
    return tuple(sorted(found, key=lambda each: each.rung))


def _stamp() -> int:
    """Changes when a pack comes or goes, in whichever process."""
    try:
        return packs.folder().stat().st_mtime_ns
    except OSError:
        return 0
