"""TikTok exports as text: English, Dutch, and a language that nobody here knows."""

from collections.abc import Callable

from tests.arrival.exports import tiktok
from tests.arrival.exports.making import Export

EMPTY = "You have no data in this section\n"


def blocks(*rows: dict[str, str]) -> bytes:
    return "\n\n".join("\n".join(f"{label}: {value}" for label, value in row.items()) for row in rows).encode() + b"\n"


def links(count: int, *, date: str = "Date", link: str = "Link", first: int = 1) -> bytes:
    moments = [f"2025-01-{number:02} 10:00:00 UTC" for number in range(1, count + 1)]
    return blocks(*({date: at, link: tiktok.link(number)} for number, at in enumerate(moments, first)))


AT = "2024-01-01 00:00:00 UTC"


def english() -> Export:
    """2026."""
    return Export(
        {f"TikTok/{name}": content for name, content in (_activity() | _publications()).items()},
        sections={
            "watched": 5,
            "searches": 1,
            "reposts": 0,
            "hashtags": 2,
            "likes": 3,
            "saved": 2,
            "collections": 1,
            "followers": 1,
            "following": 2,
            "blocked": 1,
            "interests": 2,
            "comments": 1,
            "posts": 3,
            "deleted": 0,
            "shop": 4,
        },
        private=1,
        unread={"messages", "logins"},
    )


def _activity() -> dict[str, bytes]:
    return {
        "Your Activity/Watch History.txt": links(5),
        "Your Activity/Searches.txt": blocks({"Date": AT, "Search Term": "cats: the film"}),
        "Your Activity/Reposts.txt": EMPTY.encode(),
        "Your Activity/Hashtag.txt": blocks({"Hashtag Name": "food", "Hashtag Link": "N/A"}),
        "Your Activity/Login History.txt": blocks({"Date": AT, "IP": "203.0.113.7"}),
        "Your Activity/Share History.txt": links(2),
        "Likes and Favorites/Like List.txt": links(3),
        "Likes and Favorites/Favorite Videos.txt": links(2),
        "Likes and Favorites/Favorite HashTags.txt": blocks(
            {"Date": AT, "Link": "https://www.tiktok.com/tag/caf%C3%A9"}
        ),
        "Likes and Favorites/Favorite Collections.txt": blocks({"Date": "x", "Favorite Collection": "Recipes"}),
        "Profile and Settings/Follower.txt": blocks({"Date": AT, "Username": "bo"}),
        "Profile and Settings/Following.txt": blocks(
            {"Date": AT, "Username": "amber.w"}, {"Date": "2024-01-02", "Username": "N/A"}
        ),
        "Profile and Settings/Block List.txt": blocks({"Date": AT, "Username": "mallory"}),
        "Profile and Settings/Profile Information.txt": (
            b"Username: dana.x\nDisplay name: Dana\nBio description: Potato, always.\nBerlin\nEmail: dana@example.org\n"
            b"PlatformInfo: {'Name': 'hush-hush', 'Description': N/A}\n"
        ),
        "Profile and Settings/Settings.txt": (
            b"Interests: Food | Travel\nApp Language: en\n"
            b"Keyword filters for videos in For You feed: spiders, politics\n"
        ),
    }


def _publications() -> dict[str, bytes]:
    post = {"Date": "2024-12-12 10:00:00 UTC", "Link": tiktok.cdn("aaa"), "Like(s)": "12", "Who can view": "Everyone"}
    slides = {
        **post,
        "Date": "2024-10-10 10:00:00 UTC",
        "Link": "\n".join(tiktok.cdn(f"p{n}", "image_jpeg") for n in (1, 2)),
    }
    return {
        "Comments/Comments.txt": blocks({"Date": AT, "Comment": "so good\nnote: really", "Photo": "N/A"}),
        "Posts/Posts.txt": blocks(
            {**post, "Title": "Noodles\nTip: more oil #food", "Allow comments": "Yes"},
            slides,
            {**post, "Date": "2024-11-11 10:00:00 UTC", "Who can view": "Only You", "Link": tiktok.cdn("bbb")},
        ),
        "Posts/Recently Deleted Posts.txt": EMPTY.encode(),
        "Direct Messages/Chat History.txt": b">>> Chat History with amber::\n2025-01-01\namber: hush-hush\n",
        "TikTok Shop/Product Browsing History.txt": blocks(
            {"Browsing Date": "2024-01-01 00:00:00", "Shop Name": "S", "Product Name": "Wok"}
        ),
        "TikTok Shop/Order History.txt": (
            b">> Order ID: 57646\n>> Product Name: Wok\n>> Total price: 4111\n------\n>> Order ID: 57647\n"
        ),
        "TikTok Shop/Shopping Cart List.txt": b"{'Shop Name': 'S', 'Product Name': \"Tea, green\", Count: 2}\n",
    }


def dutch() -> Export:
    """Names of files and labels in Dutch."""
    files = {
        "Tiktok/Activity/Kijkgeschiedenis.txt": links(5, date="Datum"),
        "Tiktok/Activity/Likelijst.txt": links(3, date="Datum"),
        "Tiktok/Activity/Favoriete video's.txt": links(2, date="Datum"),
        "Tiktok/Activity/Volger.txt": blocks({"Datum": AT, "Gebruikersnaam": "bo"}),
        "Tiktok/Activity/Volgend.txt": blocks(
            {"Datum": AT, "Gebruikersnaam": "amber.w"}, {"Datum": AT, "Gebruikersnaam": "n.v.t."}
        ),
        "Tiktok/Activity/Zoekopdrachten.txt": blocks({"Datum": AT, "Zoekterm": "fiets"}),
        "Tiktok/Comments/Reacties.txt": blocks({"Datum": AT, "Reactie": "mooi"}),
        "Tiktok/App/Blokkeringslijst.txt": "U hebt geen gegevens in dit gedeelte\n".encode("utf-16"),
        "Tiktok/Profile/Profielinformatie.txt": b"Gebruikersnaam: dana.x\n",
        "Tiktok/Shop/Bestelgeschiedenis.txt": b"U hebt geen gegevens in dit gedeelte\n",
        "Tiktok/Activity/Inloggeschiedenis.txt": blocks({"Datum": AT, "IP": "203.0.113.7"}),
    }
    return Export(
        files,
        sections={
            "watched": 5,
            "likes": 3,
            "saved": 2,
            "followers": 1,
            "following": 2,
            "searches": 1,
            "comments": 1,
            "blocked": 0,
            "shop": 0,
        },
        unread={"logins"},
    )


def finnish() -> Export:
    """A language that is told by content: the larger lists are what was watched, then liked, then saved."""
    files = {
        "TikTok/Toiminta/Katseluhistoria.txt": links(9, date="Päiväys"),
        "TikTok/Toiminta/Tykkäykset.txt": links(4, date="Päiväys", first=3),
        "TikTok/Toiminta/Suosikit.txt": links(2, date="Päiväys"),
        "TikTok/Toiminta/Aihetunnisteet.txt": blocks({"Päiväys": AT, "Linkki": "https://www.tiktok.com/tag/sauna"}),
        "TikTok/Toiminta/Seuraajat.txt": blocks({"Päiväys": AT, "Nimi": "bo"}, {"Päiväys": AT, "Nimi": "chen"}),
        "TikTok/Toiminta/Kirjautumiset.txt": blocks({"Päiväys": AT, "Osoite": "203.0.113.7"}),
        "TikTok/Video/Julkaisut.txt": blocks(
            {
                "Päiväys": "2024-12-12 10:00:00",
                "Linkki": tiktok.cdn("aaa"),
                "Tykkää": "1",
                "Kuka": "Kaikki",
                "Nimi": "Sauna",
            }
        ),
    }
    return Export(
        files,
        sections={"watched": 9, "likes": 4, "saved": 2, "hashtags": 1, "posts": 1},
        private=1,
        unread={"logins"},
        unknown={"Seuraajat"},
    )


LANGUAGES: dict[str, Callable[[], Export]] = {"en": english, "nl": dutch, "fi": finnish}
