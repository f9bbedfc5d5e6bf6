"""What Instagram's files, lists and labels are called, by every name that was seen."""

import re

# Outermost list keys are the same in every language; the newest files hold bare lists and are known by their names.
ROOTS = {
    "ig_archived_post_media": "archived",
    "ig_recently_deleted_media": "deleted",
    "ig_reels_media": "reels",
    "ig_igtv_media": "reels",
    "ig_other_media": "other",
    "ig_stories": "stories",
    "ig_profile_picture": "portrait",
    "text_post_app_text_posts": "posts",
    "profile_user": "profile",
    "relationships_following": "following",
    "relationships_followers": "followers",
    "relationships_blocked_users": "blocked",
    "relationships_restricted_users": "muted",
    "relationships_following_hashtags": "hashtags",
    "topics_your_topics": "interests",
    "searches_keyword": "searches",
    "likes_media_likes": "likes",
    "saved_saved_media": "saved",
    "saved_saved_collections": "collections",
    "profile_media_reposts": "reposts",
    "comments_media_comments": "comments",
    "comments_reels_comments": "comments",
    "comments_story_comments": "comments",
    "checkout_saved_recently_viewed_products": "shop",
    "settings_filtered_keywords": "muted_words",
    "settings_filtered_keywords_for_posts": "muted_words",
}
STEMS = {
    "posts": "posts",
    "reels": "reels",
    "igtv_videos": "reels",
    "archived_posts": "archived",
    "recently_deleted_content": "deleted",
    "other_content": "other",
    "stories": "stories",
    "profile_photos": "portrait",
    "personal_information": "profile",
    "threads_and_replies": "posts",
    "following": "following",
    "followers": "followers",
    "blocked_profiles": "blocked",
    "blocked_accounts": "blocked",
    "restricted_profiles": "muted",
    "restricted_accounts": "muted",
    "following_hashtags": "hashtags",
    "recommended_topics": "interests",
    "your_topics": "interests",
    "your_reels_topics": "interests",
    "word_or_phrase_searches": "searches",
    "liked_posts": "likes",
    "saved_posts": "saved",
    "saved_collections": "collections",
    "reposts": "reposts",
    "post_comments": "comments",
    "reels_comments": "comments",
    "recently_viewed_items": "shop",
    "filtered_keywords_for_comments_and_messages": "muted_words",
    "filtered_keywords_for_posts": "muted_words",
}
# Who is blocked is known before anybody is offered, and what was put away before it could count as public.
ORDER = (
    *("profile", "portrait", "muted_words", "blocked", "muted", "following", "followers", "archived", "deleted"),
    *("posts", "reels", "other", "stories", "saved", "collections", "likes", "reposts", "comments", "hashtags"),
    *("interests", "searches", "shop"),
)
SECTIONS = {
    **dict.fromkeys(("posts", "reels", "archived", "other", "stories"), "posts"),
    **{name: name for name in ("deleted", "following", "followers", "blocked", "muted", "hashtags", "interests")},
    **{name: name for name in ("searches", "likes", "saved", "collections", "reposts", "comments", "shop")},
}
AUDIENCES = {  # who could see it, and how the export calls that
    "posts": ("everyone", ""),
    "reels": ("everyone", "reel"),
    "archived": ("me", "archived"),
    "deleted": ("me", "deleted"),
    "other": ("me", "draft"),
    "stories": ("me", "story"),
}
NEVER = {  # folders and files that are not opened at all
    "messages": "messages",
    "message": "messages",
    "secret_conversations": "messages",
    "reported_conversations": "messages",
    "replies": "messages",
    "chats": "messages",
    "security_and_login_information": "logins",
    "login_and_account_creation": "logins",
    "login_and_profile_creation": "logins",
    "device_information": "devices",
    "devices": "devices",
    "camera_information": "devices",
    "contacts": "addresses",
    "synced_contacts": "addresses",
    "autofill_information": "addresses",
    "profile_based_in": "addresses",
    "locations_of_interest": "addresses",
    "payments": "payment",
    "monetization": "payment",
    "gifts": "payment",
    "ads_information": "advertising",
    "ads_and_businesses": "advertising",
    "ads_and_topics": "advertising",
    "instagram_ads_and_businesses": "advertising",
    "apps_and_websites": "advertising",
    "apps_and_websites_off_of_instagram": "advertising",
    "link_history": "advertising",
}
QUIET = frozenset(  # known, and of no use here: settings, counts, and names of other people
    (
        *("avatar_story_reactions", "story_likes", "story_reaction_sticker_reactions", "stories_viewed", "polls"),
        *("emoji_sliders", "emoji_story_reactions", "questions", "question_media_response", "quizzes", "countdowns"),
        *("liked_comments", "hype", "close_friends", "custom_lists", "hide_story_from", "removed_suggestions"),
        *("follow_requests_you've_received", "follow_requests_you_ve_received", "pending_follow_requests"),
        *("recent_follow_requests", "recently_unfollowed_accounts", "recently_unfollowed_profiles"),
        *("profiles_you've_favorited", "accounts_you've_favorited", "profile_changes", "professional_information"),
        *("instagram_profile_information", "profile_searches", "place_searches", "content_interactions", "live_videos"),
        *("posts_insights", "profiles_reached", "consents", "comments_allowed_from", "time_spent_on_instagram"),
        *("your_information_download_requests", "your_muted_story_teaser_creators", "saved_music", "subtitles"),
        *("account_information", "use_cross-app_messaging", "use_cross_app_messaging", "instagram_friend_map"),
        *("note_and_repost_interactions", "notes", "permanent_follow_requests", "cross_app_messaging", "events"),
    )
)
HANDLE_LABELS = frozenset(
    (
        *("username", "user name", "nom d’utilisateur", "nom d'utilisateur", "nom de profil", "benutzername"),
        *("gebruikersnaam", "nombre de usuario", "nome utente", "nome de usuário", "nome de utilizador", "用户名"),
        *("用戶名稱", "使用者名稱", "ユーザーネーム", "ユーザー名", "사용자 이름", "имя пользователя", "kullanıcı adı"),
        *("nazwa użytkownika", "användarnamn", "brugernavn", "brukernavn", "käyttäjänimi", "uživatelské jméno"),
        *("tên người dùng", "nama pengguna", "ชื่อผู้ใช้", "اسم المستخدم", "שם משתמש", "felhasználónév"),
        *("nume de utilizator", "όνομα χρήστη"),
    )
)
NAME_LABELS = frozenset(
    (
        *(
            "name",
            "nom",
            "nombre",
            "naam",
            "nome",
            "姓名",
            "名字",
            "名称",
            "名稱",
            "名前",
            "이름",
            "имя",
            "namn",
            "navn",
        ),
        *("imię i nazwisko", "nazwa", "ad", "i̇sim", "nimi", "jméno", "tên", "nama", "ชื่อ", "الاسم", "שם", "név"),
    )
)
BIO_LABELS = frozenset(
    (
        *("bio", "biografie", "biographie", "biografía", "biografia", "steckbrief", "个人简介", "简介", "簡介"),
        *("個人簡介", "自我介紹", "自己紹介", "소개", "биография", "о себе", "biyografi", "tiểu sử", "السيرة الذاتية"),
    )
)
WORD_LABELS = frozenset(
    (
        *("comment", "commentaire", "kommentar", "opmerking", "reactie", "comentario", "comentário", "commento"),
        *("评论", "評論", "留言", "コメント", "댓글", "комментарий", "komentarz", "yorum", "bình luận", "تعليق"),
        *("search", "recherche", "suche", "zoekopdracht", "búsqueda", "pesquisa", "ricerca", "搜索", "搜尋", "検索"),
        *("product name", "nom du produit", "produktname", "productnaam", "nombre del producto", "nome do produto"),
        *("product", "hashtag", *NAME_LABELS),
    )
)
PRIVATE = re.compile(
    r"priv|gizli|비공개|非公開|非公开|私密|私人|不公開|закрыт|приват|yksityi|soukrom|ιδιωτ|riêng tư|ส่วนตัว|خاص|פרטי",
    re.IGNORECASE,
)
YES = frozenset(
    (
        *("true", "yes", "1", "on", "ja", "oui", "waar", "vrai", "wahr", "sí", "sim", "sì", "vero", "verdadero"),
        *("verdadeiro", "是", "真", "はい", "예", "да", "tak", "evet", "prawda", "doğru", "sant", "kyllä", "نعم"),
    )
)
EXPORT_NAME = re.compile(r"(?:^|/)instagram-([A-Za-z0-9._]{1,30})-\d{4}-\d\d-\d\d")
