"""All sources, and which of them a box is from."""

from redbridge.arrival.sources.folder import Folder
from redbridge.arrival.sources.instagram import Instagram
from redbridge.arrival.sources.mastodon import Mastodon
from redbridge.arrival.sources.redbridge import Redbridge
from redbridge.arrival.sources.shape import Box, Kin, Source, Unreadable
from redbridge.arrival.sources.tiktok import TikTok
from redbridge.arrival.sources.tiktok_text import TikTokText

PEEK, MOST = 512, 5  # bytes of a file, and files, that are looked at to say what an unknown box holds
SOURCES: tuple[Source, ...] = (TikTok(), TikTokText(), Instagram(), Mastodon(), Redbridge(), Folder())


def recognize(box: Box) -> tuple[Source, Kin]:
    """The source that is surest of the box, the first of equals; Unreadable when none knows it."""
    best: tuple[Source, Kin] | None = None
    for source in SOURCES:
        kin = source.recognize(box)
        if kin is not None and (best is None or kin.score > best[1].score):
            best = (source, kin)
    if best is None:
        raise Unreadable("unknown_json" if _holds_json(box) else "unknown_export", box.name)
    return best


def _holds_json(box: Box) -> bool:
    names = [member.name for member in box.members() if member.name.casefold().endswith(".json")]
    return any(box.head(name, PEEK).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) for name in names[:MOST])
