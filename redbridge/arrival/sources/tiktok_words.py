"""Names of files and labels of TikTok's export as text: English and Dutch. Other languages are told by content."""

from typing import Final

from redbridge.arrival.sources import tiktok_keys as keys

# name of a file, folded: section; "profile" and "settings" are about the owner
FILES: Final[dict[str, str]] = {
    **keys.SHELVES,
    **dict.fromkeys(("browsinghistory", "videobrowsinghistory", "kijkgeschiedenis", "videogeschiedenis"), "watched"),
    **dict.fromkeys(("likes", "likelijst", "lijstmetlikes"), "likes"),
    **dict.fromkeys(("favouritevideos", "favorietevideos"), "saved"),
    **dict.fromkeys(("repost", "repostlist", "opnieuwgeplaatst"), "reposts"),
    **dict.fromkeys(("volgend", "gevolgd"), "following"),
    **dict.fromkeys(("followers", "fans", "volger", "volgers"), "followers"),
    **dict.fromkeys(("blocklist", "blokkeringslijst", "blokkeerlijst"), "blocked"),
    **dict.fromkeys(("search", "zoekopdrachten", "zoekgeschiedenis"), "searches"),
    **dict.fromkeys(("hashtags", "favouritehashtags", "favorietehashtags"), "hashtags"),
    **dict.fromkeys(("favouritecollection", "favouritecollections", "favorietecollecties"), "collections"),
    **dict.fromkeys(("comment", "reacties", "opmerkingen"), "comments"),
    **dict.fromkeys(("post", "video", "berichten", "videos", "geplaatst"), "posts"),
    **dict.fromkeys(("recentlydeletedpost", "recentverwijderdeberichten", "onlangsverwijderdeposts"), "deleted"),
    **dict.fromkeys(("browsegeschiedenisproducten", "productbrowsegeschiedenis"), "shop"),
    **dict.fromkeys(("bestelgeschiedenis", "shoppingcart", "winkelwagen", "favoriteproducts"), "shop"),
    **dict.fromkeys(("advertentieinteresses", "adinterest"), "interests"),
    **dict.fromkeys(("profileinfo", "profileinformation", "profiel", "profielinformatie"), "profile"),
    **dict.fromkeys(("settings", "instellingen"), "settings"),
}

NEVER: Final[dict[str, str]] = {
    **keys.UNREAD,
    **dict.fromkeys(("directeberichten", "chatgeschiedenis", "groepschat", "berichtgeschiedenis"), "messages"),
    **dict.fromkeys(("inloggeschiedenis", "aanmeldgeschiedenis", "loginactivity"), "logins"),
    **dict.fromkeys(("automatischinvullen", "opgeslagenadressen", "savedaddressinformation"), "addresses"),
    **dict.fromkeys(("betaalgegevens", "huidigebetaalgegevens", "aankopen", "vouchers", "tegoedbonnen"), "payment"),
    **dict.fromkeys(("activiteitbuitentiktok", "offtiktokactivities"), "advertising"),
}

# label, folded: the same as a key of the JSON export
LABELS: Final[dict[str, str]] = {
    **{
        name: name
        for name in (
            *("date", "link", "username", "searchterm", "hashtagname", "hashtaglink", "comment", "url", "likes"),
            *("whocanview", "title", "sound", "location", "aigeneratedcontent", "contentdisclosure", "photo"),
            *("favoritecollection", "favouritecollection", "alternatetext", "coverimage", "addyourstext"),
            *("productname", "shopname", "ordernumber", "browsingdate", "orderdate", "createtime", "orderstatus"),
            *("allowcomments", "allowstitches", "allowduets", "allowstickers", "allowsharingtostory", "method"),
            *("displayname", "biodescription", "profilephoto", "accountregion", "instagramlink", "youtubelink"),
            *("originalposturl", "originalpostlink", "numberofcollections", "interests", "applanguage"),
        )
    },
    **dict.fromkeys(("datum", "datetime", "time"), "date"),
    **dict.fromkeys(("videolink", "linknaarvideo", "koppeling"), "link"),
    **dict.fromkeys(("gebruikersnaam", "user", "gebruiker"), "username"),
    **dict.fromkeys(("zoekterm", "search", "zoekopdracht"), "searchterm"),
    **dict.fromkeys(("naamvandehashtag", "hashtagnaam", "hashtag"), "hashtagname"),
    **dict.fromkeys(("linknaarhashtag",), "hashtaglink"),
    **dict.fromkeys(("reactie", "opmerking"), "comment"),
    **dict.fromkeys(("like", "vindikleuks", "aantallikes"), "likes"),
    **dict.fromkeys(("whocanviewthis", "whocansee", "wiekankijken", "wiekanditbekijken", "wiekandezien"), "whocanview"),
    **dict.fromkeys(("titel", "caption", "bijschrift"), "title"),
    **dict.fromkeys(("geluid",), "sound"),
    **dict.fromkeys(("locatie",), "location"),
    **dict.fromkeys(("aigegenereerdecontent", "doraigegenereerdecontent"), "aigeneratedcontent"),
    **dict.fromkeys(("favorietecollectie", "collection", "collectie", "collectionname"), "favoritecollection"),
    **dict.fromkeys(("productnaam", "product"), "productname"),
    **dict.fromkeys(("winkelnaam", "shop"), "shopname"),
    **dict.fromkeys(("bestelnummer", "orderid", "order"), "ordernumber"),
    **dict.fromkeys(("besteldatum",), "orderdate"),
    **dict.fromkeys(("weergavenaam", "name", "naam"), "displayname"),
    **dict.fromkeys(("bio", "biografie", "biobeschrijving"), "biodescription"),
    **dict.fromkeys(("profielfoto",), "profilephoto"),
    **dict.fromkeys(("accountregio", "region"), "accountregion"),
    **dict.fromkeys(("interesses",), "interests"),
    **dict.fromkeys(("apptaal", "language", "taal"), "applanguage"),
}
FREE: Final = {"title", "comment", "alternatetext", "addyourstext"}  # may go on over several lines
