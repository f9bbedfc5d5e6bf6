"""A note for other places: its words, cut to what each of them takes."""

from dataclasses import dataclass

from redbridge.kit.cutting import cut, letters

LINK_LETTERS = 23  # as X and Mastodon count every link


@dataclass(frozen=True, slots=True)
class Place:
    """What a place takes: how long a caption, a title where it has one, and whether links lead anywhere there."""

    slug: str
    name: str
    longest: int
    longest_title: int = 0
    takes_links: bool = False
    counts_double: bool = False  # letters of wide scripts and emoji count for two

    def size(self, letter: str) -> int:
        """What one character that people see counts for there."""
        if not self.counts_double:
            return len(letter) if self.slug != "mastodon" else 1
        return 1 if len(letter) == 1 and ord(letter) <= 0x10FF else 2  # noqa: PLR2004 - where wide scripts begin


@dataclass(frozen=True, slots=True)
class Words:
    """What to paste at one place, with its size as the place counts."""

    place: Place
    title: str
    caption: str
    size: int
    is_cut: bool


def places(*, is_video: bool) -> tuple[Place, ...]:
    """Where people post, with what is taken there."""
    video = (Place("youtube-shorts", "YouTube Shorts", 5_000, 100, takes_links=True),) if is_video else ()
    return (
        Place("tiktok", "TikTok", 2_200) if is_video else Place("tiktok", "TikTok", 4_000, 90),
        Place("instagram", "Instagram", 2_200),
        Place("xiaohongshu", "Xiaohongshu 小红书", 1_000, 20),
        Place("x", "X", 280, takes_links=True, counts_double=True),
        Place("threads", "Threads", 500, takes_links=True),
        Place("mastodon", "Mastodon", 500, takes_links=True),
        *video,
    )


def words_for(place: Place, *, title: str, caption: str, link: str) -> Words:
    """Title and caption as they fit; the link at the end where it leads somewhere, and never cut."""
    own_title = cut(title, place.longest_title) if place.longest_title else ""
    text = caption if place.longest_title else "\n\n".join(filter(None, (title, caption)))
    end = f"\n\n{link}" if place.takes_links else ""
    room = place.longest - (2 + _link_size(place, link) if end else 0)
    kept = cut(text, room, size=place.size)
    whole = f"{kept}{end}".strip()
    said = sum(map(place.size, letters(kept))) + place.longest - room
    return Words(place, own_title, whole, said, is_cut=kept != text or own_title not in {"", title})


def _link_size(place: Place, link: str) -> int:
    return LINK_LETTERS if place.slug in {"x", "mastodon"} else len(link)
