"""Which keys of a TikTok export mean what, as `values.fold_key` writes them; true for every generation.

A list is known by its own key and the nearest known key above it, wherever in the file both stand.
"""

from typing import Final

# key of the list: {nearest key above it: section}; "" stands for any.
LISTS: Final[dict[str, dict[str, str]]] = {
    "videolist": {
        **dict.fromkeys(("watchhistory", "videobrowsinghistory", "browsinghistory"), "watched"),
        **dict.fromkeys(("videos", "posts", "post", "photos"), "posts"),
        **dict.fromkeys(("favoritevideos", "favouritevideos"), "saved"),
        **dict.fromkeys(("likelist",), "likes"),
        **dict.fromkeys(("recentlydeletedposts", "recentlydeletedvideos"), "deleted"),
    },
    "itemfavoritelist": {"": "likes"},
    "favoritevideolist": {"": "saved"},
    "favouritevideolist": {"": "saved"},
    "repostlist": {"": "reposts"},
    "following": dict.fromkeys(("following", "followinglist"), "following"),
    "followinglist": {"": "following"},
    "fanslist": {"": "followers"},
    "followerlist": {"": "followers"},
    "followerslist": {"": "followers"},
    "blocklist": {"": "blocked"},
    "searchlist": {"": "searches"},
    "hashtaglist": {"": "hashtags"},
    "favoritehashtaglist": {"": "hashtags"},
    "favouritehashtaglist": {"": "hashtags"},
    "favoritecollectionlist": {"": "collections"},
    "favouritecollectionlist": {"": "collections"},
    "commentslist": {"": "comments"},
    "postlist": {
        **dict.fromkeys(("recentlydeletedposts", "recentlydeletedvideos"), "deleted"),
        **dict.fromkeys(("posts", "post", "videos"), "posts"),
    },
    "recentlydeletedposts": dict.fromkeys(("recentlydeletedposts",), "deleted"),
    "productbrowsinghistories": {"": "shop"},
    "tiktokfavoriteitemlist": {"": "shop"},
    "orderhistories": {"": "shop"},
    "shoppingcart": dict.fromkeys(("shoppingcart", "shoppingcartlist"), "shop"),
}

# maps that stand for a section: when one is there, the section is, even if the list in it is not.
SHELVES: Final[dict[str, str]] = {
    "watchhistory": "watched",
    "videobrowsinghistory": "watched",
    "likelist": "likes",
    "favoritevideos": "saved",
    "reposts": "reposts",
    "following": "following",
    "followinglist": "following",
    "follower": "followers",
    "followerlist": "followers",
    "block": "blocked",
    "blocklist": "blocked",
    "hashtag": "hashtags",
    "favoritehashtags": "hashtags",
    "favoritecollection": "collections",
    "favoritecollections": "collections",
    "comments": "comments",
    "searches": "searches",
    "searchhistory": "searches",
    "recentlydeletedposts": "deleted",
    "posts": "posts",
    "videos": "posts",
    "productbrowsinghistory": "shop",
    "orderhistory": "shop",
    "shoppingcartlist": "shop",
    "adinterests": "interests",
}

# read in one piece
WHOLE: Final = {"profilemap": "profile", "settingsmap": "settings", "adinterestcategories": "interests"}
PROFILES: Final = {"profileinfo", "profileinformation"}

# never read: key to the kind of it
UNREAD: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("directmessage", "directmessages", "chathistory", "groupchat", "groupchathistory", "grouppchathistory"),
        "messages",
    ),
    **dict.fromkeys(("takochathistory", "takochat", "tako", "customerservicehistory"), "messages"),
    **dict.fromkeys(
        ("customersupporthistory", "customersupport", "communicationwithshops", "communicationhistory"), "messages"
    ),
    **dict.fromkeys(("loginhistory", "loginhistorylist", "loginactivity", "mostrecentlocationdata"), "logins"),
    **dict.fromkeys(("status", "statuslist", "devices", "devicelist", "platforminfo"), "devices"),
    **dict.fromkeys(
        (
            *("paycard", "currentpaymentinformation", "paymentinformation", "payment", "wallet"),
            *("incomepluswallettransactions", "incomepluswallet", "incomewallet", "incomewallettransactions"),
            *("purchases", "purchase", "purchaseandgifts", "buygifts", "sendgifts", "giftshistory", "sentgifts"),
            *("transactionshistory", "transactions", "vouchers", "voucher", "voucherlist", "coins", "tiktokcoins"),
            *("livesubscriptions", "subscriptions", "creatorrewards"),
        ),
        "payment",
    ),
    **dict.fromkeys(
        ("autofill", "savedaddress", "savedaddressinformation", "savedaddresses", "contactinformation"), "addresses"
    ),
    **dict.fromkeys(
        (
            *("offtiktokactivity", "offtiktokactivitydatalist", "adsvisithistorylist", "adsvisithistory"),
            *("adsbasedondatareceivedfrompartners", "datapartnerlist", "advertiserlist", "instantformadsresponses"),
            *("instantformads", "usagedatafromthirdpartyappsandwebsites", "adsdata", "adinteractions"),
        ),
        "advertising",
    ),
}

# known, and not used: sounds, effects, shares, live, what says nothing about anybody's notes
SKIPPED: Final = {
    *("favoritesounds", "favouritesounds", "favoritesoundlist", "favoriteeffects", "favoriteeffectslist"),
    *("favoritecomment", "favoritecomments", "favoritecommentlist", "sharehistory", "sharehistorylist"),
    *("tiktoklive", "watchlivehistory", "watchlivemap", "livelist", "golivehistory", "golivelist", "golivesettings"),
    *("watchlivesettings", "activitysummary", "activitysummarymap", "poireview", "poireviews", "locationreview"),
    *("locationreviews", "reviewslist", "eventlist", "events", "tiktokevents", "quizlist", "effecthouse"),
    *("mostrecentmodificationtime", "accountstatus", "settingspreferences", "fundraiser", "donation", "donations"),
    *("aimoji", "aiself", "pushnotification", "pushnotifications", "notificationsettings", "quiz", "playlist"),
    *("playlists", "favoriteplaylist", "favoriteplaylists", "eventregistration", "crowdsourceddata"),
}

# known by name, while nobody knows what they look like when they hold something: then they are named
VAGUE: Final = {
    *("story", "stories", "storylist", "productreviews", "productreview", "productreviewhistory"),
    *("productreviewhistories", "returnandrefundhistory", "returnandrefundhistories", "orderdisputehistory"),
    *("orderdisputehistories", "orderdisputes", "returnsandrefunds"),
}

# wrappers that say nothing themselves
WRAPPERS: Final = {
    *("activity", "youractivity", "likesandfavorites", "likesandfavourites", "profile", "profileandsettings"),
    *("video", "post", "comment", "appsettings", "settings", "adsanddata", "tiktokshop", "tiktokshopping"),
    *("profileinfo", "profileinformation", "contentpreferences", "location", "memberinfo", "searches"),
}

TELLING_PAIRS: Final = {"profile/followinglist", "profile/followerlist"}
OLD_ROOTS: Final = {"activity", "video"}
NEW_ROOTS: Final = {"youractivity", "post"}
NEWEST_ROOTS: Final = {"likesandfavorites", "likesandfavourites", "profileandsettings"}

KNOWN: Final = {*LISTS, *SHELVES, *WHOLE, *PROFILES, *UNREAD, *SKIPPED, *WRAPPERS}
# enough to say that a file is from there; the rest are words that anybody may use
TELLING: Final = {
    *("itemfavoritelist", "favoritevideolist", "fanslist", "profilemap", "settingsmap", "favoritecollectionlist"),
    *("favoritehashtaglist", "favoritesoundlist", "favoriteeffectslist", "videobrowsinghistory", "watchlivemap"),
    *("recentlydeletedposts", "offtiktokactivity", "tiktokshop", "tiktokshopping", "tiktoklive", "youractivity"),
    *("likesandfavorites", "profileandsettings", "loginhistorylist", "sharehistorylist", "whocanview", "commentslist"),
    *("incomepluswallettransactions", "incomewallet", "takochathistory", "adinterestcategories", "repostlist"),
}


def section_of(folded: tuple[str, ...]) -> str:
    """The section of a list by its folded path; "" when none is known, "?" when its rows must tell."""
    if not folded:
        return ""
    parents = LISTS.get(folded[-1])
    if parents is None:
        return ""
    if "" in parents:
        return parents[""]
    for key in reversed(folded[:-1]):
        if key in parents:
            return parents[key]
    return "?" if folded[-1] in {"videolist", "postlist"} else ""


def generation_of(roots: set[str], keys: set[str], name: str) -> str:
    """The generation by the keys that were seen; the name of the file only tells the two oldest apart."""
    if keys & NEWEST_ROOTS:
        return "E"
    if roots & NEW_ROOTS or keys & {"youractivity", "watchhistory", "profileinfo"}:
        return "D"
    if keys & TELLING_PAIRS:
        return "C"
    if roots & OLD_ROOTS or keys & {"videobrowsinghistory", "profileinformation"}:
        return "B" if "tiktok" in name.casefold() else "A"
    return "D" if keys & KNOWN else ""
