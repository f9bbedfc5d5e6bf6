"""TikTok exports as JSON: the same account in every generation, with every trap, and the numbers in it."""

from collections.abc import Callable
from typing import Any

from tests.arrival.exports.making import Export, packed

JSON = dict[str, Any]
SECRETS = ("hush-hush", "203.0.113.7", "4111", "dana@example.org", "Secret Street", "Pixel 9")
NUMBERS = {
    "watched": 6,
    "likes": 3,
    "saved": 2,
    "reposts": 1,
    "following": 4,
    "followers": 2,
    "blocked": 1,
    "searches": 2,
    "hashtags": 4,
    "collections": 2,
    "comments": 2,
    "posts": 5,
    "deleted": 1,
    "interests": 3,
    "shop": 4,
}
DUPLICATES, SKIPPED = 3, 4  # a video watched twice, a hashtag twice, a post twice; N/A, no link, an opaque tag, nothing
UNREAD = {"messages", "logins", "devices", "payment", "addresses", "advertising"}


def link(number: int, form: str = "https://www.tiktokv.com/share/video/{}/") -> str:
    return form.format(7_300_000_000_000_000_000 + number)


def cdn(name: str, kind: str = "video_mp4", signed: str = "1") -> str:
    return (
        f"https://video-useast5.tiktokv.us/storage/v1/tos-useast5-ve-0068c001/{name}/?a=1233&mime_type={kind}"
        f"&x-tos-expires=1737000000&x-tos-signature={signed * 40}"
    )


def watched() -> list[JSON]:
    return [
        {"Date": "2025-01-10 10:00:00", "Link": link(1), "Title": ""},
        {"Date": "2025-01-09 10:00:00", "Link": link(2), "Title": "Dumplings", "timepertiktok": "3"},
        {"Date": "2025-01-08 10:00:00 UTC", "Link": link(1)},
        {"Date": "2025-01-07T10:00:00Z", "Link": link(4, "https://m.tiktok.com/v/{}.html")},
        {"Date": "1736244000000", "Link": link(5, "https://www.tiktok.com/@amber/video/{}?lang=en")},
        {"Date": "N/A", "Link": link(6, "https://www.tiktok.com/@amber/photo/{}")},
    ]


def likes(*, is_new: bool = True) -> list[JSON]:
    names = ("date", "link") if is_new else ("Date", "Link")
    moments = ("2025-01-10 11:00:00", "2025-01-09 11:00:00", "2013-01-09 11:00:00")
    return [
        dict(zip(names, (moment, link(number)), strict=True)) for moment, number in zip(moments, (1, 7, 8), strict=True)
    ]


def posts(signed: str = "1") -> list[JSON]:
    first = {
        "Date": "2024-12-12 10:00:00",
        "Link": cdn("aaa", signed=signed),
        "Likes": "1204",
        "WhoCanView": "Everyone",
    }
    return [
        {
            **first,
            "Title": "Noodles with @amber.w #food #上海",
            "AllowComments": "Yes",
            "AIGeneratedContent": "Yes",
            "ContentDisclosure": "No",
            "Sound": "original sound",
            "Location": "Shanghai",
            "AlternateText": "A bowl",
        },
        {
            "Date": "2024-11-11 10:00:00",
            "WhoCanView": "Only You",
            "Likes": "0",
            "Title": "",
            "AllowDuets": "No",
            "Link": cdn("bbb", signed=signed),
        },
        {
            "Date": "2024-10-10 10:00:00",
            "WhoCanView": "Everyone",
            "Likes": "7",
            "Title": "N/A",
            "Sound": "A Song",
            "Link": "\n".join(cdn(name, "image_jpeg", signed) for name in ("p1", "p2", "p3")),
        },
        {
            "Date": "2021-05-05 10:00:00",
            "WhoCanView": "Friends",
            "Likes": "1",
            "Title": "None of this, please",
            "Link": link(99, "https://www.tiktok.com/@dana.x/video/{}"),
        },
        first,
    ]


def profile() -> JSON:
    return {
        "userName": "dana.x",
        "displayName": "Dana",
        "bioDescription": "Potato, always.\nBerlin",
        "birthDate": "12-Apr-1996",
        "emailAddress": "dana@example.org",
        "telephoneNumber": "+49",
        "likesReceived": "9",
        "profilePhoto": "https://p16.tiktokcdn.com/x.jpeg",
        "instagramLink": "https://instagram.com/dana",
        "youtubeLink": "",
        "accountRegion": "DE",
        "PlatformInfo": [{"Name": "hush-hush"}],
        "inferredGender": "x",
        "lemon8Link": None,
    }


def settings() -> JSON:
    return {
        "Interests": "Food | Travel",
        "App Language": "de",
        "Private Account": "Off",
        "Who can see your following list::": "Everyone",
        "Content Preferences": {
            "Keyword filters for videos in Following feed": ["spiders"],
            "Keyword filters for videos in For You feed": ["spiders", "politics"],
            "Video Languages Preferences": ["de", "zh-Hans"],
        },
    }


def people(*names: str) -> list[JSON]:
    return [{"Date": f"2024-0{number}-01 08:00:00", "UserName": name} for number, name in enumerate(names, 1)]


def activity(*, is_new: bool) -> JSON:
    """What stands beside each other in the activity of every generation."""
    return {
        "Favorite Hashtags": {
            "FavoriteHashtagList": [
                {"Date": "2024-01-01 00:00:00", "Link": "https://www.tiktok.com/tag/caf%C3%A9"},
                {"Date": "2024-01-02 00:00:00", "Link": "https://m.tiktok.com/h5/share/tag/48.html"},
            ]
        },
        "Favorite Sounds": {"FavoriteSoundList": [{"Date": "2024-01-01 00:00:00", "Link": "https://x/1"}]},
        "Favorite Collection": {
            "FavoriteCollectionList": [
                {"Date": "2024-01-01 00:00:00", "FavoriteCollection": "Recipes"},
                {"Date": "2024-01-02 00:00:00", "FavoriteCollection": "Cats 🐈"},
            ]
        },
        "Favorite Videos": {
            "FavoriteVideoList": [{"Date": "2024-01-01 00:00:00", "Link": link(1)}, {"Link": None}],
            "App": 1,
        },
        "Hashtag": {
            "HashtagList": [
                {"HashtagName": "catsoftiktok", "HashtagLink": "N/A"},
                {"HashtagName": "CatsOfTikTok", "HashtagLink": ""},
            ]
        },
        "Like List": {"ItemFavoriteList": likes(is_new=is_new)},
        "Reposts": {"RepostList": [{"Date": "2024-01-01 00:00:00", "Link": link(3)}]},
        "Share History": {"ShareHistoryList": [{"Date": "2024-01-01 00:00:00", "Link": link(1), "Method": "x"}]},
        "Login History": {"LoginHistoryList": [{"Date": "2025-01-01 00:00:00", "IP": "203.0.113.7"}]},
        "Status": {"Status List": [{"Resolution": "x", "Device": "Pixel 9"}]},
        "Activity Summary": {"ActivitySummaryMap": {"videosWatchedToTheEndSinceAccountRegistration": 9}},
    }


def searches() -> JSON:
    rows = [
        {"Date": "2024-01-01 00:00:00", "SearchTerm": "xiaohongshu"},
        {"Date": "2024-01-01 00:00:00", "SearchTerm": "猫"},
    ]
    return {"SearchList": rows}


def comments() -> JSON:
    rows = [
        {"date": "2024-01-01 00:00:00 UTC", "comment": "so good", "photo": "N/A", "url": ""},
        {"Date": "2024-01-02 00:00:00", "Comment": "wow 😀", "original post link": link(1)},
    ]
    return {"Comments": {"CommentsList": rows}}


def shop() -> JSON:
    return {
        "Product Browsing History": {
            "ProductBrowsingHistories": [
                {"browsing_date": "2024-01-01 00:00:00", "shop_name": "S", "product_name": "Teapot"},
                {"browsing_date": "2024-01-02 00:00:00", "shop_name": "S", "product_name": "Wok"},
            ]
        },
        "Order History": {
            "OrderHistories": {
                "576460752303423488": {
                    "order_date": "2024-01-01 00:00:00",
                    "total_price": "4111",
                    "order_status": "x",
                    "Products": [{"product_name": "Wok", "variation_name": "x", "quantity": 1}],
                }
            }
        },
        "Shopping Cart List": {"ShoppingCart": [{"CreateTime": "2024-01-01 00:00:00", "ProductName": "Tea"}]},
        "Saved Address Information": {"SavedAddress": [{"receiver_name": "x", "adress_info": "Secret Street"}]},
        "Current Payment Information": {"PayCard": [{"card": "4111"}]},
        "Product Reviews": {"ProductReviewHistories": []},
        "Return And Refund History": {"ReturnAndRefundHistories": {}},
        "Vouchers": {"Vouchers": [{"code": "4111"}]},
    }


def messages() -> JSON:
    return {
        "ChatHistory": {
            "Chat History with amber:": [{"Date": "2025-01-01 00:00:00", "From": "a", "Content": "hush-hush"}]
        }
    }


def advertising() -> JSON:
    return {
        "Off TikTok Activity": {"OffTikTokActivityDataList": [{"Event": "hush-hush"}]},
        "Ad Interests": {"AdInterestCategories": "travel|Cooking"},
    }


def old(*, name: str = "user_data.json") -> Export:
    """To 2024."""
    shared = activity(is_new=False)
    logins, status = shared.pop("Login History"), shared.pop("Status")
    tree = {
        "Activity": {
            **shared,
            "Follower List": {"FansList": people("bo", "chen")},
            "Following List": {"Following": people("amber.w", "@li_na", "amber.W", "N/A")},
            "Login History": logins,
            "Search History": searches(),
            "Status": status,
            "Video Browsing History": {"VideoList": watched()},
        },
        "Ads and data": advertising(),
        "App Settings": {"Block": {"BlockList": people("mallory")}, "Settings": {"SettingsMap": settings()}},
        "Auto Fill": {"PhoneNumber": "+49", "Email": "dana@example.org"},
        "Comment": comments(),
        "Direct Messages": {"Chat History": messages()},
        "Income Plus Wallet Transactions": {"TransactionsList": [{"Amount": "4111"}]},
        "Poi Review": {"POI Review": {"ReviewsList": None}},
        "Profile": {"Profile Information": {"ProfileMap": profile()}},
        "RecentlyDeletedPosts": {"PostList": [{"Date": "2024-01-01 00:00:00", "Link": cdn("gone"), "Title": "gone"}]},
        "Tiktok Live": {"Watch Live History": {"WatchLiveMap": {"7300000000000000001": {"Comments": []}}}},
        "Tiktok Shopping": shop(),
        "Video": {"Videos": {"VideoList": posts()}},
    }
    return _export(tree, name)


def late_2024() -> Export:
    """The same under the newer name."""
    return old(name="user_data_tiktok.json")


def hybrid() -> Export:
    """January 2025, where activity was not asked for: people stand in the profile, and one list is an empty map."""
    tree = {
        "Profile": {
            "Profile Information": {"ProfileMap": profile()},
            "Follower List": {},
            "Following List": {"Following": people("amber.w", "@li_na", "amber.W", "N/A")},
        },
        "Video": {"Videos": {"VideoList": posts()}},
        "RecentlyDeletedPosts": {"PostList": None},
        "Auto Fill": {"Email": "dana@example.org"},
    }
    export = _export(tree, "user_data_tiktok.json")
    export.sections = {"followers": 0, "following": 4, "posts": 5, "deleted": 0}
    export.unread = {"addresses"}
    return export


def of_2025() -> Export:
    """2025."""
    tree = {
        "Your Activity": {
            **activity(is_new=True),
            "Follower": {"FansList": people("bo", "chen")},
            "Following": {"Following": people("amber.w", "@li_na", "amber.W", "N/A")},
            "Searches": searches(),
            "Watch History": {"VideoList": watched()},
        },
        "Ads and data": advertising(),
        "App Settings": {"Block List": {"BlockList": people("mallory")}, "Settings": {"SettingsMap": settings()}},
        "Autofill": {"Email": "dana@example.org"},
        "Comment": comments(),
        "Direct Message": {"Direct Messages": messages()},
        "Income Plus Wallet Transactions": {"TransactionsList": None},
        "Location Review": {"Location Reviews": {"ReviewsList": None}},
        "Post": {
            "Posts": {"VideoList": posts(signed="2")},
            "Recently Deleted Posts": {"PostList": [{"Date": "2024-01-01 00:00:00"}]},
        },
        "Profile": {"Profile Info": {"ProfileMap": profile()}},
        "TikTok Live": {"Go Live History": {"GoLiveList": None}},
        "TikTok Shop": shop(),
    }
    return _export(tree, "user_data_tiktok.json")


def of_2026(**beside: Any) -> Export:
    """From January 2026."""
    shared = activity(is_new=True)
    favorites = {
        name: shared.pop(name)
        for name in ("Like List", "Favorite Videos", "Favorite Hashtags", "Favorite Collection", "Favorite Sounds")
    }
    tree = {
        "Autofill": {"Email": "dana@example.org"},
        "Comment": comments(),
        "Direct Message": {
            "Direct Messages": messages(),
            "Group Chat": {"GroupChat": {"x": [{"Content": "hush-hush"}]}},
            "Tako Chat History": {"Chats": [{"Content": "hush-hush"}]},
        },
        "Income+ Wallet": {"List": [{"Amount": "4111"}]},
        "Likes and Favorites": favorites,
        "Location Review": {"Location Reviews": {"ReviewsList": None}},
        "Post": {
            "Posts": {"VideoList": posts(signed="3")},
            "Recently Deleted Posts": {"PostList": [{"Date": "2024-01-01 00:00:00"}]},
            "Story": {"StoryList": None},
        },
        "Profile And Settings": {
            "Block List": {"BlockList": people("mallory")},
            "Follower": {"FansList": people("bo", "chen")},
            "Following": {"Following": people("amber.w", "@li_na", "amber.W", "N/A")},
            "Profile Info": {"ProfileMap": profile()},
            "Settings": {"SettingsMap": settings()},
        },
        "TikTok Live": {"Watch Live History": {"WatchLiveMap": None}},
        "TikTok Shop": shop(),
        "Your Activity": {
            **shared,
            "Ads and data": advertising(),
            "Searches": searches(),
            "Watch History": {"VideoList": watched()},
        },
        **beside,
    }
    return _export(tree, "user_data_tiktok.json")


def _export(tree: JSON, name: str) -> Export:
    return Export(
        {f"TikTok/{name}": packed(tree)}, sections=dict(NUMBERS), private=2, unread=set(UNREAD), name="TikTok_Data.zip"
    )


GENERATIONS: dict[str, Callable[[], Export]] = {
    "A": old,
    "B": late_2024,
    "C": hybrid,
    "D": of_2025,
    "E": of_2026,
}
