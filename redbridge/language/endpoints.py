"""What the operator writes into `TRANSLATE_URL`; read with the settings, so it knows nothing of Django."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

KINDS = {"openai": "model", "deepl": "DeepL", "libretranslate": "LibreTranslate"}
INWARD = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
OPTIONS = {"model", "name", "place", "budget", "local", "pairs", "seconds"}
LONGEST_NAME = 40
DEEPL_FREE, DEEPL_PAID = "api-free.deepl.com", "api.deepl.com"
PLACES = {DEEPL_FREE: "DeepL, EU", DEEPL_PAID: "DeepL, EU"}
MOST_SECONDS = 120


@dataclass(frozen=True)
class Endpoint:
    """A service that translates: where it is, its key, how it is called on pages and what it may cost a day.

    `is_local` says that texts given to it stay with the operator: its machine is this one, or the operator says so.
    """

    kind: str
    address: str
    name: str
    place: str
    key: str = field(default="", repr=False)
    model: str = ""
    budget: int = 0
    is_local: bool = False
    seconds: float = 8.0
    pairs: frozenset[tuple[str, str]] = frozenset()


def parse(text: str) -> tuple[Endpoint, ...]:
    """The services in the order in which they are asked; ValueError, without the key, for what is none."""
    found = tuple(_one(part) for part in text.split())
    if len({each.name for each in found}) < len(found):
        raise ValueError("two of the same name")
    return found


def _one(text: str) -> Endpoint:
    scheme, _colon, rest = text.partition("://")
    kind, _plus, protocol = scheme.partition("+")
    protocol = protocol or "https"
    if kind not in KINDS or protocol not in {"http", "https"}:
        raise ValueError(f"{scheme}://")
    shown = f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
    try:
        parts = urlsplit(f"{protocol}://{rest}")
        host, port = parts.hostname or _host_of(kind, parts), parts.port
    except ValueError:
        raise ValueError(shown) from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not host or set(options) - OPTIONS or (protocol == "http" and not _is_inward(host)):
        raise ValueError(shown)
    if kind == "openai" and not options.get("model"):
        raise ValueError(f"{shown} (which model?)")
    is_here = _is_here(host)
    try:
        return Endpoint(
            kind=kind,
            address=f"{protocol}://{_netloc(host, port)}{parts.path.rstrip('/')}",
            name=(options.get("name") or options.get("model") or KINDS[kind])[:LONGEST_NAME],
            place=(options.get("place") or ("here" if is_here else PLACES.get(host, host)))[:60],
            key=_key_of(parts),
            model=options.get("model", ""),
            budget=int(options.get("budget") or 0),
            is_local=_switch(options.get("local"), default=is_here),
            seconds=min(MOST_SECONDS, float(options.get("seconds") or 8)),
            pairs=_pairs(options.get("pairs", "")),
        )
    except ValueError:
        raise ValueError(shown) from None


def _host_of(kind: str, parts: SplitResult) -> str:
    """DeepL's keys say by their end which of its two hosts they are for."""
    if kind != "deepl":
        return ""
    return DEEPL_FREE if _key_of(parts).endswith(":fx") else DEEPL_PAID


def _key_of(parts: SplitResult) -> str:
    key = unquote(parts.username or "")
    return f"{key}:{unquote(parts.password)}" if parts.password else key


def _netloc(host: str, port: int | None) -> str:
    named = f"[{host}]" if ":" in host else host
    return f"{named}:{port}" if port else named


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """`zh-Hans:en,en:es`; nothing stands for every pair."""
    found = set()
    for part in filter(None, text.split(",")):
        source, colon, target = part.partition(":")
        if not (source and colon and target):
            raise ValueError(part)
        found.add((source, target))
    return frozenset(found)


def _switch(text: str | None, *, default: bool) -> bool:
    if text is None:
        return default
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_inward(host: str) -> bool:
    """Whether a host is of the operator's own network, where texts may go without encryption."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(INWARD)
