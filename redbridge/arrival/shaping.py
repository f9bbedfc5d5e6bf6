"""From a post of elsewhere to what a note here holds; nothing that somebody wrote is lost."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from redbridge.arrival.sources.shape import Medium, Post
from redbridge.kit.text import tidy, tidy_line
from redbridge.language.names import is_known
from redbridge.media.covers import LOOKS
from redbridge.notes.actions.content import LONGEST, MOST_PICTURES, Content
from redbridge.notes.models import Kind, Quoting, Visibility
from redbridge.notes.text import find_hashtags, fold

OWN_SOUNDS = ("original sound", "原声", "原創聲音", "son original", "sonido original", "originalton")
PUBLIC = {"everyone": Visibility.EVERYONE, "unlisted": Visibility.UNLISTED}
PICTURE_KINDS = {Kind.PHOTO, Kind.ITINERARY, Kind.TUTORIAL, Kind.REVIEW}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A post on its way: `is_draft` for what was not public, `notices` for what its author should know."""

    content: Content
    is_draft: bool
    media: tuple[Medium, ...]
    alts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    labels: dict[str, Any] = field(default_factory=dict)


def shape(post: Post, *, source: str, source_id: str, audience: str, changes: dict[str, Any]) -> Shaped:
    """What a post becomes for this audience, with what its author changed."""
    title, text = str(changes.get("title", post.title)), str(changes.get("text", post.text))
    text = _with_tags(title, tidy(text), (*(() if "text" in changes else post.tags), *changes.get("tags", ())))
    title, text = _fitting(tidy_line(title), text)
    kind = kind_of(post)
    visibility, is_draft = _audience(post, source, str(changes.get("audience") or ""), audience)
    if "card_text" in post.own:
        card = str(post.own["card_text"])
    else:
        card, text = _card(title, text) if kind == Kind.TEXT else ("", text)
    language = str(changes.get("language") or post.language)
    content = Content(
        kind=kind,
        title=title,
        caption=text[: LONGEST["caption"]],
        language=language if is_known(language) else "",
        visibility=visibility,
        place=tidy_line(str(changes.get("place", post.place)))[: LONGEST["place"]],
        card_text=card[: LONGEST["card_text"]],
        card_style=_style(post, source_id),
        cover_index=cover if isinstance(cover := post.own.get("cover"), int) and 0 <= cover < MOST_PICTURES else 0,
        details=post.details,
        quoting=post.own["quoting"] if post.own.get("quoting") in Quoting.values else Quoting.EVERYONE,
    )
    return Shaped(
        content,
        is_draft,
        post.media,
        tuple(changes.get("alts", ())),
        notices_of(post),
        {**labels_of(post), **({"text": text} if len(text) > LONGEST["caption"] else {})},
    )


def kind_of(post: Post) -> str:
    """The kind of note that a post is, as far as it can be known without its files."""
    if post.kind in Kind.values:
        return post.kind
    kinds = {medium.kind for medium in post.media}
    if not post.media:
        return Kind.TEXT
    return Kind.VIDEO if kinds == {"video"} else Kind.PHOTO


def notices_of(post: Post) -> tuple[str, ...]:
    """What the author should know before it is shown again; nothing here keeps it from coming."""
    found = []
    sound = post.sound.strip().casefold()
    if sound and not any(own in sound for own in OWN_SOUNDS):
        found.append("music")
    if post.is_ai:
        found.append("ai")
    if post.is_ad:
        found.append("ad")
    if post.mentions:
        found.append("others")
    if len(post.media) > MOST_PICTURES:
        found.append("many_pictures")
    kinds = {medium.kind for medium in post.media} - {""}
    if len(kinds) > 1:
        found.append("mixed")
    if any(medium.kind == "video" for medium in post.media):
        found.append("watermark")
    if len(post.text) > LONGEST["caption"]:
        found.append("long_text")
    return tuple(found)


def labels_of(post: Post) -> dict[str, Any]:
    """Labels that the post carried there."""
    said = {"is_ai": post.is_ai, "is_ad": post.is_ad, "is_sensitive": post.is_sensitive, "sound": post.sound[:200]}
    return {name: value for name, value in said.items() if value}


def slot_content(shaped: Shaped, post: Post, reason: str) -> dict[str, Any]:
    """What a slot remembers until its pictures or its video are there."""
    content = shaped.content
    return {
        **shaped.labels,
        "kind": content.kind,
        "title": content.title,
        "text": shaped.labels.get("text") or content.caption or content.card_text,
        "language": content.language,
        "place": content.place,
        "visibility": Visibility.ONLY_ME if shaped.is_draft else content.visibility,
        "media": max(1, len(post.media)),
        "url": post.url[:600],
        "notices": list(shaped.notices),
        "reason": reason,
    }


def _audience(post: Post, source: str, changed: str, usual: str) -> tuple[str, bool]:
    """Who may see it, and whether it is a draft: nobody who could not there, unless its author says so of this one."""
    wanted = changed or ("draft" if post.own.get("is_draft") or usual == "draft" else "")
    if wanted == "draft":
        return Visibility.ONLY_ME, True
    if wanted:
        return wanted, False
    if source == "redbridge":
        return (post.visibility if post.visibility in Visibility.values else Visibility.ONLY_ME), False
    if post.visibility == "unlisted":
        return (usual if usual in {"followers", "mutuals"} else Visibility.UNLISTED), False
    return (usual, False) if post.visibility == "everyone" else (Visibility.ONLY_ME, True)


def _with_tags(title: str, text: str, tags: tuple[str, ...]) -> str:
    present = {fold(tag) for tag in find_hashtags(f"{title}\n\n{text}")}
    missing = [tag for tag in dict.fromkeys(tags) if fold(tag) not in present and find_hashtags(f"#{tag}")]
    return "\n\n".join(part for part in (text, " ".join(f"#{tag}" for tag in missing)) if part)


def _fitting(title: str, text: str) -> tuple[str, str]:
    """A title that fits; what was cut from it goes on in the text, whole."""
    most = LONGEST["title"]
    if len(title) <= most:
        return title, text
    whole = title
    cut = title[: most - 1].rsplit(" ", 1)[0] or title[: most - 1]
    if len(cut) < most // 2:  # a script without spaces
        cut = title[: most - 1]
    return f"{cut.rstrip()}…", text if text.startswith(whole) else "\n\n".join(part for part in (whole, text) if part)


def _card(title: str, text: str) -> tuple[str, str]:
    """What the card of a text note says, and what stands below it; tags stay below, where they lead somewhere."""
    whole = text or title
    most = LONGEST["card_text"]
    if len(whole) <= most:
        return whole, whole if find_hashtags(whole) or "://" in whole else ""
    cut = whole[: most - 1].rsplit(" ", 1)[0]
    cut = cut if len(cut) > most // 2 else whole[: most - 1]
    return f"{cut.rstrip()}…", whole


def _style(post: Post, source_id: str) -> int:
    style = post.own.get("card_style")
    if isinstance(style, int) and 0 <= style < LOOKS:
        return style
    return sha256(source_id.encode()).digest()[0] % LOOKS
