"""Instagram exports of every layout and both dialects, with the traps that real ones hold."""

from typing import Any

from tests.arrival.exports.making import MOMENT, Export, packed, picture

VIDEO = b"\0\0\0\x18ftypmp42" + bytes(40)
PEOPLE = ("nora.b", "li_wei", "tomas__k")


def misread(text: str) -> str:
    """UTF-8 taken for Latin-1, as these exports write every text."""
    return text.encode().decode("latin-1")


def medium(uri: str, at: int, title: str = "", **more: Any) -> dict[str, Any]:
    found = {"uri": uri, "creation_timestamp": at, "media_metadata": {}, "title": title}
    return {**found, "cross_post_source": {"source_app": "FB"}, **more}


def single(number: int, at: int, title: str, ending: str = "jpg") -> dict[str, Any]:
    return {"media": [medium(f"media/posts/202405/4200_7_n_1799000000000{number:04}.{ending}", at, misread(title))]}


def posts() -> list[dict[str, Any]]:
    gps = {"photo_metadata": {"exif_data": [{"latitude": 52.52, "longitude": 13.405}]}}
    located = single(1, MOMENT, "Abends am Fluss 🌉 #berlin")
    located["media"][0]["media_metadata"] = gps
    carousel = {
        "media": [medium(f"media/posts/202405/4200_7_n_179900000000100{n}.webp", MOMENT + n) for n in (1, 2, 3)],
        "title": misread("三张照片 #旅行 @li_wei"),
        "creation_timestamp": MOMENT + 100,
    }
    reel_too = single(9, MOMENT + 900, "Ein Tag in 30 Sekunden", "mp4")
    lost = single(5, MOMENT + 500, "naïve")  # written rightly: é alone is no UTF-8
    lost["media"][0]["title"] = "naïve café"
    return [reel_too, lost, carousel, located]


def reels() -> dict[str, Any]:
    own = {"media": [medium("media/reels/202405/4300_7_n_17980000000000001.mp4", MOMENT + 950, misread("Só hoje ✨"))]}
    own["media"][0]["media_metadata"] = {"video_metadata": {"music_genre": "pop", "exif_data": [{"latitude": 1.0}]}}
    twice = {
        "media": [medium("media/reels/202405/4300_8_n_17980000000000002.mp4", MOMENT + 900, "Ein Tag in 30 Sekunden")]
    }
    return {"ig_reels_media": [own, twice]}


def archived() -> dict[str, Any]:
    row = {"media": [medium("media/archived_posts/202301/4100_7_n_17970000000000001.jpg", MOMENT - 9_000_000)]}
    return {"ig_archived_post_media": [{**row, "title": "Not for everybody", "creation_timestamp": MOMENT - 9_000_000}]}


def stories() -> dict[str, Any]:
    return {"ig_stories": [medium("media/stories/202405/4400_7_n_17960000000000001.jpg", MOMENT + 50, "")]}


def media() -> dict[str, bytes]:
    names = [row["uri"] for post in posts() for row in post["media"] if "0005" not in row["uri"]]
    names += ["media/reels/202405/4300_7_n_17980000000000001.mp4", "media/profile/202001/me.jpg"]
    names += ["media/archived_posts/202301/4100_7_n_17970000000000001.jpg"]
    names += ["media/stories/202405/4400_7_n_17960000000000001.jpg"]
    found = {}
    for number, name in enumerate(names):
        kind = "WEBP" if name.endswith("webp") else "JPEG"
        found[name] = VIDEO if name.endswith("mp4") else picture(number * 20, kind=kind, latitude=number == 4)
    return found


def profile(
    *, private: bool = False, labels: tuple[str, ...] = ("Email", "Username", "Name", "Bio", "Private Account")
) -> Any:
    values = ("mei@example.org", "mei.reads", misread("Mei 梅"), misread("Bücher 📚"), str(private))
    said = {misread(label): {"href": "", "value": value} for label, value in zip(labels, values, strict=True)}
    photo = {misread("Photo de profil"): medium("media/profile/202001/me.jpg", MOMENT - 50)}
    return {"profile_user": [{"title": "User Information", "media_map_data": photo, "string_map_data": said}]}


def old_lists() -> dict[str, Any]:
    """Lists of the dialect with string_map_data and string_list_data."""

    def named(title: str, value: str) -> dict[str, Any]:
        href = f"https://www.instagram.com/{value or title}"
        entry = {"href": href, "value": value, "timestamp": MOMENT}
        return {"title": title, "media_list_data": [], "string_list_data": [entry]}

    comment: dict[str, Any] = {"media_list_data": []}
    comment["string_map_data"] = {
        misread("Commentaire"): {"value": misread("très beau 🌸")},
        misread("Propriétaire du contenu multimédia"): {"value": "nora.b"},
        misread("Heure"): {"timestamp": MOMENT},
    }
    liked = {
        "title": "nora.b",
        "string_list_data": [
            {"href": "https://www.instagram.com/p/CxYz_-1/", "value": misread("👍"), "timestamp": MOMENT}
        ],
    }
    saved_on = {misread("Enregistré le"): {"href": "https://www.instagram.com/reel/Qq1/", "timestamp": MOMENT}}
    collections = [
        {
            "title": "Collection",
            "string_map_data": {"Nom": {"value": misread("Küche")}, "Heure": {"timestamp": MOMENT}},
        },
        {"string_map_data": {"Nom": {"href": "https://www.instagram.com/p/Abc/", "value": "nora.b"}}},
    ]
    return {
        "following": {"relationships_following": [named(name, "") for name in PEOPLE]},
        "followers_1": [named("", name) for name in PEOPLE[:2]],
        "blocked_accounts": {"relationships_blocked_users": [named("angry.one", "")]},
        "restricted_accounts": {"relationships_restricted_users": [named("", "loud_one")]},
        "following_hashtags": {"relationships_following_hashtags": [named("", "chaozhou")]},
        "liked_posts": {"likes_media_likes": [liked]},
        "saved_posts": {"saved_saved_media": [{"title": "nora.b", "string_map_data": saved_on}]},
        "saved_collections": {"saved_saved_collections": collections},
        "post_comments_1": [comment],
        "your_topics": {"topics_your_topics": [{"string_map_data": {"Nom": {"value": misread("Café")}}}]},
        "word_or_phrase_searches": {"searches_keyword": [{"string_map_data": {"Recherche": {"value": "kayak"}}}]},
    }


def labelled(at: int, *entries: tuple[str, str], owner: str = "") -> dict[str, Any]:
    """A row of the dialect with label_values."""
    values: list[Any] = [{"label": label, "value": value, "href": ""} for label, value in entries]
    if owner:
        inner = [{"label": "URL", "value": f"https://www.instagram.com/{owner}"}, {"label": "Name", "value": owner}]
        values.append({"title": "Owner", "dict": [{"title": "", "dict": inner}]})
    return {"timestamp": at, "media": [], "label_values": values, "fbid": "1799"}


def new_lists() -> dict[str, Any]:
    """The same lists of the dialect with label_values: bare, known by the names of their files."""
    profile_of = "https://www.instagram.com/{}"
    lists = old_lists()
    return {
        **{name: lists[name] for name in ("following", "followers_1", "following_hashtags", "post_comments_1")},
        "blocked_profiles": [
            labelled(MOMENT, ("Nom d’utilisateur", "angry.one"), ("URL", profile_of.format("angry.one")))
        ],
        "restricted_profiles": [labelled(MOMENT, ("URL", profile_of.format("loud_one")), ("Nom", "Loud One"))],
        "liked_posts": [
            labelled(MOMENT, ("URL", "https://www.instagram.com/nora.b/p/CxYz_-1/"), ("Caption", "hi"), owner="nora.b")
        ],
        "saved_posts": [labelled(MOMENT, ("URL", "https://www.instagram.com/reel/Qq1/"), owner="nora.b")],
        "saved_collections": [labelled(MOMENT, ("Nom", misread("Küche")))],
        "recommended_topics": [labelled(MOMENT, ("Nom", misread("Café")))],
        "word_or_phrase_searches": [labelled(MOMENT, ("Recherche", "kayak"))],
    }


NUMBERS = {
    "posts": 7,
    "following": 3,
    "followers": 2,
    "blocked": 1,
    "muted": 1,
    "hashtags": 1,
    "likes": 1,
    "saved": 1,
    "collections": 1,
    "comments": 1,
    "interests": 1,
    "searches": 1,
}
PRIVATE_POSTS = 2  # the archived one and the story


def never(prefix: str = "") -> dict[str, bytes]:
    thread = {"participants": [{"name": "nora.b"}], "messages": [{"sender_name": "nora.b", "content": "secret words"}]}
    login = {"account_history_login_history": [{"string_map_data": {"IP Address": {"value": "192.0.2.77"}}}]}
    return {
        f"{prefix}messages/inbox/norab_123/message_1.json": packed(thread),
        "security_and_login_information/login_and_profile_creation/login_activity.json": packed(login),
        "personal_information/device_information/devices.json": packed({"devices_devices": []}),
        "connections/contacts/synced_contacts.json": packed({"contacts_contact_info": []}),
        "ads_information/ads_and_topics/ads_viewed.json": packed({"impressions_history_ads_seen": []}),
    }


NEVER = {"messages", "logins", "devices", "addresses", "advertising"}


def _placed(lists: dict[str, Any], prefix: str) -> dict[str, bytes]:
    folders = {
        "following": "F",
        "followers_1": "F",
        "blocked_accounts": "F",
        "blocked_profiles": "F",
        "restricted_accounts": "F",
        "restricted_profiles": "F",
        "following_hashtags": "F",
        "liked_posts": "likes/",
        "saved_posts": "saved/",
        "saved_collections": "saved/",
        "post_comments_1": "comments/",
        "word_or_phrase_searches": "logged_information/recent_searches/",
    }
    found = {}
    for name, value in lists.items():
        folder = folders.get(name, "preferences/your_topics/")
        folder = "connections/followers_and_following/" if folder == "F" else folder
        found[f"{prefix if folder.split('/')[0] in ('likes', 'saved', 'comments') else ''}{folder}{name}.json"] = (
            packed(value)
        )
    return found


def flat() -> Export:
    """2022: everything near the top."""
    files = {
        "content/posts_1.json": packed(posts()),
        "content/reels.json": packed(reels()),
        "content/archived_posts.json": packed(archived()),
        "content/stories.json": packed(stories()),
        "content/profile_photos.json": packed({"ig_profile_picture": [medium("media/profile/202001/me.jpg", MOMENT)]}),
        "personal_information/personal_information.json": packed(profile()),
        **_placed(old_lists(), ""),
        **never(),
        **media(),
    }
    return Export(files, NUMBERS, PRIVATE_POSTS, NEVER)


def of_2023() -> Export:
    """Under `your_instagram_activity/content/`, in a folder with the handle, in French."""
    top = "instagram-mei.reads-2023-06-01-AbCdEf/"
    inside = "your_instagram_activity/"
    labels = ("E-mail", "Nom d’utilisateur", "Nom", "Bio", "Compte privé")
    files = {
        f"{inside}content/posts_1.json": packed(posts()[:2]),
        f"{inside}content/posts_2.json": packed(posts()[2:]),
        f"{inside}content/reels.json": packed(reels()),
        f"{inside}content/archived_posts.json": packed(archived()),
        f"{inside}content/stories.json": packed(stories()),
        "personal_information/personal_information/personal_information.json": packed(profile(labels=labels)),
        **_placed(old_lists(), inside),
        **never(inside),
        **media(),
    }
    return Export({top + name: content for name, content in files.items()}, NUMBERS, PRIVATE_POSTS, NEVER)


def of_2025() -> Export:
    """Under `your_instagram_activity/media/`, with label_values, and a file that nobody knows."""
    inside = "your_instagram_activity/"
    files = {
        f"{inside}media/posts_1.json": packed(posts()),
        f"{inside}media/reels.json": packed(reels()),
        f"{inside}media/archived_posts.json": packed(archived()),
        f"{inside}media/stories.json": packed(stories()),
        f"{inside}media/profile_photos.json": packed(
            {"ig_profile_picture": [medium("media/profile/202001/me.jpg", 5)]}
        ),
        f"{inside}dreams/dream_journal_1.json": packed({"ig_dreams": [{"title": "flying"}, {"title": "falling"}]}),
        "personal_information/personal_information/personal_information.json": packed(profile()),
        "preferences/settings/filtered_keywords_for_posts.json": packed(
            {"settings_filtered_keywords_for_posts": [{"string_list_data": [{"value": misread("araignée, spoiler")}]}]}
        ),
        **_placed(new_lists(), inside),
        **never(inside),
        **media(),
    }
    return Export(files, NUMBERS, PRIVATE_POSTS, NEVER, {"dream_journal/ig_dreams"})


LAYOUTS = {"2022": flat, "2023": of_2023, "2025": of_2025}


def private_account() -> Export:
    files = {
        "your_instagram_activity/media/posts_1.json": packed(posts()),
        "personal_information/personal_information/personal_information.json": packed(profile(private=True)),
    }
    return Export(files, {"posts": 4}, 4)


def one_of_each() -> Export:
    """Lists of one that are no lists, as small accounts have them."""
    follower = {"title": "", "string_list_data": [{"href": "https://www.instagram.com/nora.b", "value": "nora.b"}]}
    files = {
        "connections/followers_and_following/followers_1.json": packed(follower),
        "your_instagram_activity/media/posts_1.json": packed(single(1, MOMENT, "one")),
        "your_instagram_activity/media/reels.json": packed({"ig_reels_media": reels()["ig_reels_media"][0]}),
        "your_instagram_activity/media/stories.json": packed({"ig_stories": []}),
    }
    return Export(files, {"posts": 2, "followers": 1})


def odd() -> Export:
    """Everything of a wrong kind that JSON can hold, at every place."""
    wrong: list[Any] = [None, True, 7, "text", [], [[]], {}, {"media": None}, {"media": "x"}, {"media": [None, 3]}]
    wrong += [
        {"media": {"uri": 5, "title": ["x"]}},
        {"media": [{"uri": "../../etc/passwd", "creation_timestamp": "no"}]},
    ]
    wrong += [
        {"title": {"a": 1}, "creation_timestamp": []},
        {"media": [{"uri": "a.jpg", "creation_timestamp": -2_208_988_800}]},
    ]
    wrong += [{"media": [{"uri": "b.jpg", "creation_timestamp": 32_503_680_000, "title": "year 3000"}]}]
    wrong += [{"media": [{"uri": "c.jpg", "creation_timestamp": str(MOMENT), "title": "\ud800 lone \0 and <script>"}]}]
    wrong += [{"string_list_data": "x"}, {"string_list_data": [7, None, {"href": 5, "value": [], "timestamp": {}}]}]
    wrong += [{"string_map_data": []}, {"string_map_data": {"a": None, "b": 7, "c": {"value": None}}}]
    wrong += [{"label_values": {"label": 1}}, {"label_values": [None, {"dict": "x", "vec": 5}, {"dict": [[], 3]}]}]
    files = {}
    for name in ("posts_1", "reels", "stories", "archived_posts", "profile_photos", "liked_posts", "saved_collections"):
        files[f"your_instagram_activity/media/{name}.json"] = packed(wrong)
    for name in ("followers_1", "following", "blocked_profiles", "personal_information", "post_comments_1"):
        files[f"connections/followers_and_following/{name}.json"] = packed(wrong)
    for number, value in enumerate([None, 3, "x", {}, {"relationships_following": None}, {"profile_user": "x"}]):
        files[f"your_instagram_activity/media/posts_{number + 2}.json"] = packed(value)
    files["your_instagram_activity/media/odd \u202ename\u200b#%.json"] = b"{"
    files["your_instagram_activity/media/reels_2.json"] = b""
    files["your_instagram_activity/likes/liked_posts_2.json"] = b'{"a":' * 500
    nested: Any = {"label": "end"}
    for _ in range(20):
        nested = {"dict": [nested]}
    files["your_instagram_activity/saved/saved_posts.json"] = packed([{"label_values": [nested]}])
    return Export(files)
