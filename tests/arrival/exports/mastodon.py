"""Archives of Mastodon, Pixelfed and Akkoma, and lists as tables, with the traps that real ones hold."""

from typing import Any

from tests.arrival.exports.making import Export, packed, picture

HOST = "https://old.example"
ACTOR = f"{HOST}/users/nora"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(40)
PEOPLE = ("ann@there.example", "bo@old.example", "cy@else.example")


def actor() -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/activitystreams"],
        "id": ACTOR,
        "type": "Person",
        "followers": f"{ACTOR}/followers",
        "preferredUsername": "Nora",
        "name": "Nora Berg 🏔",
        "summary": "<p>Mountains &amp; bread.</p><p>she/her</p>",
        "icon": {"type": "Image", "mediaType": "image/png", "url": "avatar.png"},
        "publicKey": {"id": f"{ACTOR}#main-key", "publicKeyPem": "-----BEGIN PUBLIC KEY-----"},
        "privateKey": "-----BEGIN RSA PRIVATE KEY-----",
        "attachment": [
            {
                "type": "PropertyValue",
                "name": "Web",
                "value": '<a href="https://nora.example/" rel="me">nora.example</a>',
            }
        ],
    }


def note(number: int, content: str, **more: Any) -> dict[str, Any]:
    """A Create of a public Note; more and other fields of the Note as said."""
    thing = {
        "id": f"{ACTOR}/statuses/{number}",
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": f"2023-0{number % 9 + 1}-11T08:30:00Z",
        "url": f"{HOST}/@nora/{number}",
        "attributedTo": ACTOR,
        "to": [PUBLIC],
        "cc": [f"{ACTOR}/followers"],
        "sensitive": False,
        "content": content,
        "contentMap": {"en": content},
        "attachment": [],
        "tag": [],
        **more,
    }
    kept = {key: thing[key] for key in ("published", "to", "cc")}
    return {"id": f"{thing['id']}/activity", "type": "Create", "actor": ACTOR, **kept, "object": thing}


def document(path: str, alt: str | None, kind: str = "image/jpeg") -> dict[str, Any]:
    found = {"type": "Document", "mediaType": kind, "url": path, "name": alt, "blurhash": "UBL_:rOpGG-oBUNG"}
    return {**found, "focalPoint": [0, 0], "width": 48, "height": 32}


def boost(number: int) -> dict[str, Any]:
    return {
        "id": f"{ACTOR}/statuses/{number}/activity",
        "type": "Announce",
        "actor": ACTOR,
        "published": "2023-02-01T00:00:00Z",
        "to": [PUBLIC],
        "object": f"https://else.example/users/cy/statuses/{number}",
    }


LINK = (
    '<a href="https://paths.example/a/long/way" rel="nofollow"><span class="invisible">https://</span>'
    '<span class="ellipsis">paths.example/a</span><span class="invisible">/long/way</span></a>'
)
HASHTAG = f'<a href="{HOST}/tags/Bread" class="mention hashtag" rel="tag">#<span>Bread</span></a>'
MENTION = '<span class="h-card"><a href="https://there.example/@ann" class="u-url mention">@<span>ann</span></a></span>'


def outbox() -> dict[str, Any]:
    to_ann = {"type": "Mention", "href": "https://there.example/@ann", "name": "@ann@there.example"}
    bread = {"type": "Hashtag", "href": f"{HOST}/tags/bread", "name": "#Bread"}
    items = [
        note(
            1,
            f"<p>Two loaves<br />before &lt;six&gt;.</p><p>{HASHTAG} with {MENTION}, {LINK}</p>",
            attachment=[
                document("/media_attachments/files/109/001/original/loaf.jpg", "Two dark loaves on a rack"),
                document("/media_attachments/files/109/002/original/rise.mp4", None, "video/mp4"),
                document("/media_attachments/files/109/003/original/hum.ogg", "A hum", "audio/ogg"),
            ],
            tag=[bread, to_ann],
        ),
        note(2, "<p>雨の山</p>", contentMap={"en": "Rain in the mountains", "ja": "<p>雨の山</p>"}),
        note(3, "<p>quiet</p>", to=[f"{ACTOR}/followers"], cc=[PUBLIC]),
        note(4, "<p>for those who follow</p>", to=[f"{ACTOR}/followers"], cc=[]),
        note(5, "<p>for Ann alone, secret words</p>", to=["https://there.example/users/ann"], cc=[], tag=[to_ann]),
        note(6, "<p>the spider is huge</p>", summary="Spiders", sensitive=True),
        note(7, f"<p>{MENTION} yes</p>", inReplyTo="https://there.example/users/ann/statuses/9", tag=[to_ann]),
        note(8, "<p>and the third loaf</p>", inReplyTo=f"{ACTOR}/statuses/1"),
        boost(20),
        boost(21),
        {**note(9, "which?"), "object": {"type": "Question", "oneOf": [{"name": "rye"}], "content": "which?"}},
    ]
    return {"id": "outbox.json", "type": "OrderedCollection", "totalItems": len(items), "orderedItems": items}


def collection(name: str, addresses: list[Any]) -> bytes:
    return packed({"id": f"{name}.json", "type": "OrderedCollection", "totalItems": 99, "orderedItems": addresses})


def tables() -> dict[str, bytes]:
    """Lists as they are exported now: some with headings, some without, one as Excel saves it."""
    following = "Account address,Show boosts,Notify on new posts,Languages\n" + "".join(
        f'{name},true,false,"en, de"\n' for name in PEOPLE
    )
    return {
        "following_accounts.csv": following.encode(),
        "blocked_accounts.csv": b"angry@bad.example\n",
        "muted_accounts.csv": "\ufeffAccount address;Hide notifications\r\nloud@bad.example;true\r\n".encode(),
        "followers.csv": "Account address\nann@there.example\n".encode("utf-16"),
        "bookmarks.csv": b"https://else.example/users/cy/statuses/77\nhttps://else.example/users/cy/statuses/78\n",
        "lists.csv": b"Close friends,cy@else.example\nClose friends,dee@else.example\n",
        "blocked_domains.csv": b"bad.example\nworse.example\n",
    }


def archive() -> Export:
    files = {
        "actor.json": packed(actor()),
        "outbox.json": packed(outbox()),
        "likes.json": collection("likes", ["https://else.example/users/cy/statuses/1", "https://there.example/2", 7]),
        "bookmarks.json": collection("bookmarks", ["https://else.example/users/cy/statuses/77"]),
        "avatar.png": picture(kind="PNG"),
        "media_attachments/files/109/001/original/loaf.jpg": picture(),
        "media_attachments/files/109/002/original/rise.mp4": VIDEO,
    }
    numbers = {"posts": 7, "reposts": 2, "likes": 2, "bookmarks": 1}
    return Export(files, numbers, 2, {"messages"}, {"outbox/Create/Question"}, name="archive-20240501.tar.gz")


def archive_with_tables() -> Export:
    plain = archive()
    numbers = {"posts": 7, "reposts": 2, "likes": 2, "bookmarks": 2, "followers": 1, "following": 4}
    numbers |= {"blocked": 1, "muted": 1}
    return Export({**plain.files, **tables()}, numbers, 2, {"messages"}, {"outbox/Create/Question", "blocked_domains"})


def lists_alone() -> Export:
    numbers = {"bookmarks": 2, "followers": 1, "following": 4, "blocked": 1, "muted": 1}
    return Export(tables(), numbers, unknown={"blocked_domains"})


def pixelfed() -> Export:
    """Statuses as programs are given them, without any file."""
    one = {
        "id": "411",
        "uri": "https://pix.example/p/nora/411",
        "url": "https://pix.example/p/nora/411",
        "in_reply_to_id": None,
        "reblog": None,
        "content": 'Harbour at six <a href="https://pix.example/discover/tags/sea">#sea</a>',
        "content_text": "Harbour at six #sea",
        "created_at": "2022-08-20T05:55:00.000000Z",
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "media_attachments": [
            {"type": "image", "url": "https://pix.example/storage/m/a.jpg", "description": "Boats", "blurhash": "U"}
        ],
        "mentions": [],
        "tags": [{"name": "sea", "url": "https://pix.example/discover/tags/sea"}],
        "place": {"name": "Lisboa"},
    }
    hidden = {**one, "id": "412", "uri": "https://pix.example/p/nora/412", "url": "", "visibility": "private"}
    direct = {
        **one,
        "id": "413",
        "uri": "https://pix.example/p/nora/413",
        "visibility": "direct",
        "content": "secret words",
    }
    shared = {**one, "id": "414", "reblog": {"uri": "https://pix.example/p/ann/1"}}
    files = {"pixelfed-statuses.json": packed([one, hidden, direct, shared])}
    return Export(files, {"posts": 2, "reposts": 1}, 1, {"messages"})


def akkoma() -> Export:
    """An outbox with what relatives do: links as lists, a public of one server, articles, no context map."""
    linked = {"type": "Document", "url": [{"type": "Link", "mediaType": "image/webp", "href": f"{HOST}/media/x.webp"}]}
    items = [
        note(1, "local only", to=[f"{HOST}/#Public"], cc=[], contentMap=None, attachment=linked),
        note(2, "<div>long</div>", type="Article", name="On bread", summary="How I bake", contentMap=[]),
        note(3, "name of one", to=PUBLIC, cc=None, tag={"type": "Hashtag", "name": "#one"}),
        note(4, "who knows", to=None, cc=None),
    ]
    for one in items:
        one.pop("to", None)
        one.pop("cc", None)
    files = {
        "akkoma/outbox.json": packed({"type": "OrderedCollection", "orderedItems": items}),
        "akkoma/x.webp": picture(),
    }
    return Export(files, {"posts": 4}, 2)


WRONG: tuple[Any, ...] = (None, 7, "x", [], {}, [None], [[]], {"a": []}, True)


def odd() -> Export:
    """Values of wrong kinds at every place, and markup that means harm."""
    items: list[Any] = [None, 7, "x", [], {}, {"type": None}, {"type": "Create"}, {"type": "Create", "object": "x"}]
    items += [{"type": "Create", "object": {"type": ["Note"]}}, {"type": "Announce", "object": 7}, {"type": {"a": 1}}]
    contents: list[Any] = [None, 7, [], {}, "<p" * 500, "<div>" * 10_000 + "deep", "</p>" * 3000]
    items += [note(1, content) for content in contents]
    items += [
        note(2, "<script>alert(1)</script><p>kept<style>p{}</style> <img src=x onerror=alert(1) alt=':blob:'></p>")
    ]
    items += [note(3, '<a href="javascript:alert(1)">click</a> <a href="https://[bad">bad</a> <a>none</a>')]
    for key in (
        "to",
        "cc",
        "tag",
        "attachment",
        "contentMap",
        "summary",
        "published",
        "inReplyTo",
        "url",
        "id",
        "location",
    ):
        items += [note(4, "x", **{key: value}) for value in WRONG]
    items += [
        note(5, "x", published=when) for when in ("1900-01-01T00:00:00Z", "3000-01-01T00:00:00Z", "yesterday", -1)
    ]
    items += [
        note(6, "x", attachment=[document(path, None)]) for path in ("../../etc/passwd", "", "\0", "https://[x", "a\\b")
    ]
    files = {
        "outbox.json": packed({"type": "OrderedCollection", "orderedItems": items}),
        "actor.json": packed(
            {"id": [], "preferredUsername": {}, "icon": [7], "attachment": [None, {"value": 7}], "summary": 5}
        ),
        "likes.json": packed({"orderedItems": [None, 7, {}, {"id": 7}, ["x"]]}),
        "bookmarks.json": b'{"orderedItems": ["https://a.example/1", ',
        "custom_filters.json": packed({"custom_filters": [None, {"keywords_attributes": [None, {"keyword": 7}]}]}),
        "following_accounts.csv": b'"never closed,\n' + b"\xff\xfe\x00" * 40,
        "muted_accounts.csv": b"Account address,Hide notifications\n,,,,\n@@@\nN/A,true\n",
        "blocked_accounts.csv": b"",
        "accounts.csv": b"ann@there.example\n",
    }
    return Export(files)
