"""What the pages of arriving say: of each place that people come from, of each kind of row, of what went wrong."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = str | Promise


@dataclass(frozen=True, slots=True)
class Place:
    """A place that people come from, as it is told before they upload anything."""

    slug: str
    name: Said
    short: Said
    steps: tuple[Said, ...]
    holds: tuple[Said, ...]
    lacks: tuple[Said, ...]
    rest: Said
    accepts: str = ".zip,.json,.txt"


PLACES = (
    Place(
        "tiktok",
        "TikTok",
        _("An export from the app"),
        (
            _("In the app: Profile, then ☰, Settings and privacy, Account, Download your data."),
            _("Choose JSON, not TXT, and tick everything that you would like to have."),
            _("TikTok prepares the file. That can take some days; the app does not always tell you."),
            _("Once it is ready it stays for about 4 days. Download it and bring it here as it is."),
        ),
        (
            _("Your profile, and when you posted what"),
            _("Whom you follow, who follows you and whom you blocked"),
            _("Hashtags, interests, searches"),
            _("What you liked, saved and watched"),
        ),
        (
            _("Your videos and pictures: there are only links to them, and the links expire."),
            _("Captions: they are often empty."),
            _("What your likes were about: they are ids and times, without words."),
            _("What lay in your collections: TikTok gives their names alone."),
        ),
        _(
            "Save your videos from the app as well, or find the files on your phone. Give them to us beside the "
            "export: we match them by id, then by time, then by name, and you match the rest."
        ),
    ),
    Place(
        "instagram",
        "Instagram",
        _("An export with your pictures"),
        (
            _("Settings, Accounts Center, Your information and permissions, Export your information."),
            _("Choose your account, all of the time, JSON and high quality."),
            _("Instagram prepares it. That takes hours, sometimes days; a mail tells you."),
            _("Download the file while the link works, a few days, and bring it here as it is."),
        ),
        (
            _("Posts and reels with their pictures, videos, captions and dates"),
            _("Whom you follow, who follows you and whom you blocked"),
            _("What you liked and saved"),
        ),
        (
            _("Descriptions of your pictures: most exports leave them out."),
            _("What others wrote below your posts: that is theirs."),
            _("Places inside of your pictures: we remove them."),
        ),
        _("If the export came in several parts, bring them one after the other. Nothing arrives twice."),
    ),
    Place(
        "mastodon",
        "Mastodon",
        _("An archive and its lists"),
        (
            _("Preferences, Import and export, Data export."),
            _("Request your archive. It may be asked for once in 7 days."),
            _("Download the lists on the same page too: follows, blocks, mutes, bookmarks."),
            _("Bring the archive, then the lists, in any order."),
        ),
        (
            _("Posts with pictures, descriptions, dates and who could see them"),
            _("Likes and bookmarks, as addresses"),
            _("From the lists: whom you follow, block and mute"),
        ),
        (
            _("Boosts: they are posts of others."),
            _("Your followers: Mastodon moves those with the account."),
            _("The private key of your account: we throw it away unread."),
        ),
        _("Polls stay behind. Posts to single people are messages: they stay unread."),
        ".zip,.tar.gz,.tgz,.json,.csv",
    ),
    Place(
        "folder",
        _("A folder of files"),
        _("What you saved yourself, from anywhere"),
        (
            _("Put your pictures and videos into one folder."),
            _("Captions, if you have them: a text beside each file, ID.description or ID.info.json."),
            _("Or one table, saved as CSV, with the columns file, caption, date and tags."),
            _("Make a zip of the folder and bring it here."),
        ),
        (
            _("Pictures and videos"),
            _("Captions, dates and hashtags, as far as they stand beside the files"),
            _("Ids in the names of files: they join what an export says of the same post"),
        ),
        (
            _("People, likes and everything else that is not a file"),
            _("Dates: without one beside it, a file has the time it was saved at."),
        ),
        _("The way from Xiaohongshu and other places without an export. Tags like #tea[话题]# are understood."),
        ".zip,.tar.gz,.tgz,.csv",
    ),
    Place(
        "redbridge",
        _("Another Redbridge"),
        _("An archive from a place like this one"),
        (
            _("There: Settings, Take everything with you."),
            _("Wait until the archive is packed, and download it."),
            _("Bring it here as it is."),
        ),
        (
            _("Every note with its pictures, videos, captions, descriptions, dates and audience"),
            _("Your profile, collections and the lists of people"),
        ),
        (
            _("Comments and likes of others: they are theirs."),
            _("Messages: they stay where they were written."),
        ),
        _("Both places can stand side by side. What was brought once is not brought twice."),
    ),
)
BY_SLUG = {place.slug: place for place in PLACES}

NEVER_READ: tuple[tuple[str, Said], ...] = (
    ("messages", _("Private messages and chats")),
    ("logins", _("Log-ins and network addresses")),
    ("devices", _("Devices and contacts")),
    ("payment", _("Payments, orders and cards")),
    ("addresses", _("Postal and mail addresses, phone numbers")),
    ("advertising", _("What advertisers know about you")),
)
UNREAD = dict(NEVER_READ)

# Kind of row: its name, what we do with it, and whether it is sensitive. In the order of the page.
BAGS: tuple[tuple[str, Said, Said], ...] = (
    ("posts", _("Posts"), _("They become notes with their first dates. You choose which, below.")),
    ("profile", _("Profile"), _("Name, words about you and portrait, where yours are still empty here.")),
    ("blocked", _("People you blocked"), _("Read first, so that nobody whom you left behind is ever suggested.")),
    ("muted", _("People you muted"), _("They are never suggested.")),
    ("following", _("People you follow"), _("Scrambled at once, to find those who are here and want to be found.")),
    ("followers", _("Your followers"), _("The same the other way round. Nobody is told, nobody is invited.")),
    ("hashtags", _("Hashtags"), _("Topics for your first feed.")),
    ("interests", _("Interests"), _("Topics, languages and words you muted.")),
    (
        "collections",
        _("Collections"),
        _("Their names, as empty collections. The export does not say what they held."),
    ),
    ("saved", _("Saved"), _("Scrambled ids. They recommend only what others brought along too.")),
    ("likes", _("Likes"), _("Scrambled ids, never public likes.")),
    ("reposts", _("Reposts"), _("Scrambled ids. They are posts of others and are not shown.")),
    ("bookmarks", _("Bookmarks"), _("Scrambled ids, to find again what arrives here.")),
    ("watched", _("Watched"), _("Scrambled ids, the newest only.")),
    ("searches", _("Searches"), _("The words become topics and are then forgotten.")),
    ("comments", _("Comments you wrote"), _("Only which languages they were in. They are not shown.")),
    ("shop", _("Shop"), _("Names of products become topics. Orders are never read.")),
)
NAMES = {slug: name for slug, name, _what in BAGS} | {"deleted": _("Deleted posts")}
SENSITIVE = frozenset({"searches", "watched", "likes", "shop", "comments", "followers", "saved"})

STATES: dict[str, Said] = {
    "receiving": _("Coming up"),
    "uploaded": _("Waiting in line"),
    "scanning": _("Being read"),
    "previewed": _("Ready for you to choose"),
    "importing": _("Coming home"),
    "paused": _("Paused"),
    "done": _("Home"),
    "failed": _("Did not work"),
    "undone": _("Taken back"),
}
# Which of the four steps of the crossing a state belongs to.
STEPS = {"receiving": 1, "uploaded": 2, "scanning": 2, "previewed": 3, "importing": 4, "paused": 4, "done": 5}

# Kinds that an export of a place can hold, so that the page can say what is missing from this one.
EXPECTED = {
    "tiktok": ("posts", "following", "followers", "blocked", "hashtags", "searches", "likes", "saved", "watched"),
    "instagram": ("posts", "following", "followers", "blocked", "likes", "saved"),
    "mastodon": ("posts", "likes", "bookmarks", "following", "blocked", "muted"),
    "redbridge": ("posts", "following", "followers", "blocked", "collections"),
}

# Why a row did not come along, beside what reading says of rows.
REASONS: dict[str, Said] = {
    "not_chosen": _("Not chosen."),
    "not_wanted": _("A kind that you left off."),
    "known": _("Here already."),
    "deleted": _("Deleted there, so never brought."),
    "too_heavy": _("Too heavy to bring."),
    "broken": _("Damaged."),
    "missing": _("Its file is missing."),
}

SEEN_BY: dict[str, Said] = {
    "everyone": _("Everyone"),
    "unlisted": _("With the link"),
    "followers": _("Followers"),
    "mutuals": _("Mutuals"),
    "me": _("Only me"),
}

# How the post of a file was found.
HOW: dict[str, Said] = {
    "file": _("the export names it"),
    "id": _("by its id"),
    "time": _("by its time"),
    "words": _("by its name"),
    "hand": _("by you"),
}
