"""Everything that a page can do, a program can do: no action or query is used by pages alone without a reason."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import redbridge

HERE = Path(redbridge.__file__).parent
# What other doors share, what only draws pages, and what is pure and needs nobody's data.
NOT_ASKED = {"web", "api", "console", "kit", "cards", "language", "regions", "settings"}

ACCOUNT = "Signing up, signing in, passwords, second steps and mail addresses: whoever finds a token gets no account."
DRAWN = "Words, files and small numbers that a page is drawn with; programs get them inside of what they read."
ONCE = "The API does the same by another way."
PAGES_ONLY: dict[str, str] = {
    **dict.fromkeys(
        (
            "accounts.actions.ask_email_code",
            "accounts.actions.confirm_email",
            "accounts.actions.finish_first_run",
            "accounts.actions.join",
            "accounts.actions.joining.check_handle",
            "accounts.actions.make_recovery_codes",
            "accounts.actions.make_token",
            "accounts.actions.note_device",
            "accounts.actions.recover_by_code",
            "accounts.actions.reset_by_link",
            "accounts.actions.show_recovery_codes",
            "accounts.ages.too_young",
            "accounts.handles.clean_handle",
            "accounts.queries.gone_on",
            "accounts.queries.has_operator",
            "accounts.queries.invitation",
            "accounts.queries.protection_of",
            "accounts.queries.waiting_email",
            "accounts.words.clean_name",
            "notifications.actions.forget_signed_out",
        ),
        ACCOUNT,
    ),
    **dict.fromkeys(
        (
            "accounts.queries.person_of",
            "accounts.scopes.kept_from",
            "feed.topics.get_topic",
            "feed.topics.topics_of",
            "interactions.queries.first_state",
            "interactions.queries.picture_is_visible",
            "interactions.queries.questions.words_of",
            "interactions.queries.seen",
            "media.queries.file_of",
            "media.queries.find_video",
            "media.queries.names_of",
            "media.queries.portraits_of",
            "media.queries.sources_of",
            "media.queries.srcset",
            "media.queries.strip_of",
            "media.queries.track_of",
            "media.queries.tracks_of",
            "media.webvtt.parsed",
            "media.queries.video_file_of",
            "media.videos.sentence",
            "media.videos.sniff",
            "notes.kinds.itinerary.stops_of",
            "notes.kinds.itinerary.totals",
            "notes.kinds.review.stars",
            "notes.kinds.review.thing_name",
            "notes.kinds.tutorial.duration",
            "notes.kinds.tutorial.steps_of",
            "notes.kinds.tutorial.total_minutes",
            "notes.kinds.shape_of",
            "notes.origins.left_to_reintroduce",
            "notes.plans.is_zone",
            "notes.plans.local",
            "notes.plans.moment",
            "notes.queries.mentioned_in",
            "notes.queries.pictures_of",
            "notes.queries.sitemap_ids",
            "notes.queries.video_is_visible",
            "notes.text.find_hashtags",
            "notes.text.fold",
            "notes.text.to_html",
            "notifications.kinds.sentence_for_page",
            "notifications.queries.check_group",
            "notifications.quiet.zone_of",
            "outbound.client.is_on",
            "trust.queries.report_count",
            "trust.queries.reportable",
        ),
        DRAWN,
    ),
    "arrival.actions.give_file": f"{ONCE} POST arrivals, then its parts.",
    "arrival.actions.begin_sign_in": "Signing in at the old place happens in a browser, which comes back from there.",
    "arrival.actions.finish_sign_in": "Where that browser comes back to.",
    "arrival.actions.join_waiting": "Who waits to join has no account yet, so no token: a browser keeps the place.",
    "arrival.actions.leave_waiting": "The same browser gives its place on the list up.",
    "arrival.actions.newcomer_of": "The secret of that place lies in a cookie, and cookies open nothing here.",
    "arrival.actions.claim_waiting": "Happens by itself, in the moment of signing up.",
    "arrival.queries.ahead_in_line": "Where a browser stands on the waiting list.",
    "arrival.queries.uploads_of": "What somebody left who waits; once they joined, it stands under GET arrivals.",
    "privacy.actions.undo_farewell": "Whoever left has no token any more: to come back is to sign in.",
    "privacy.queries.data_map": "A table of the privacy page; its texts are named by GET site.",
    "accounts.actions.choose_language": f"{ONCE} PATCH me/preferences.",
    "feed.queries.from_other_side": "A shelf of the first week; notes of every language come with GET feeds/explore.",
    "feed.queries.neighbors": f"{ONCE} GET feeds/watch.",
    "follows.queries.follows_any": f"{ONCE} GET people/{{address}}/relation.",
    "follows.queries.relations": f"{ONCE} GET people/{{address}}/relation.",
    "interactions.queries.comment_marks": f"{ONCE} Comments come with the marks of who asks.",
    "media.actions.upload_video": f"{ONCE} A video is sent in chunks.",
    "media.queries.pictures_by_id": f"{ONCE} Notes come with their pictures.",
    "media.queries.videos_by_id": f"{ONCE} Notes come with their video.",
    "notes.actions.describe_in_draft": f"{ONCE} PATCH pictures/{{id}}.",
    "notifications.queries.is_pushed_to": f"{ONCE} A program knows what it subscribed.",
    "notifications.actions.stop_mail": "The link in each digest, which needs no sign-in; PATCH me/notifications else.",
    "notifications.queries.person_of_stop_token": "The same link.",
    "trust.queries.statements": f"{ONCE} GET decisions/{{id}}.",
}


def used_by(door: str) -> dict[str, str]:
    """Functions of other packages that the files of a door name, and one file that does."""
    found: dict[str, str] = {}
    for file in sorted((HERE / door).rglob("*.py")):
        tree, modules = ast.parse(file.read_text()), dict[str, str]()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("redbridge."):
                module = (node.module or "").removeprefix("redbridge.")
                for name in node.names:
                    modules[name.asname or name.name] = f"{module}.{name.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                found[f"{modules[node.value.id]}.{node.attr}"] = file.name
            elif isinstance(node, ast.Name) and node.id in modules:
                found[modules[node.id]] = file.name
    return {name: file for name, file in found.items() if name.split(".")[0] not in NOT_ASKED and _is_function(name)}


def _is_function(name: str) -> bool:
    module, _dot, attribute = name.rpartition(".")
    try:
        found = getattr(import_module(f"redbridge.{module}"), attribute, None)
    except ImportError:  # an attribute of an attribute
        return False
    return inspect.isfunction(found)


def test_everything_that_a_page_can_do_a_program_can_do() -> None:
    pages, programs = used_by("web"), used_by("api")
    missing = {name: file for name, file in pages.items() if name not in programs and name not in PAGES_ONLY}
    assert not missing, f"Build it into redbridge/api, or say here why not: {missing}"


def test_no_reason_outlives_its_action() -> None:
    pages, programs = used_by("web"), used_by("api")
    assert not [name for name in PAGES_ONLY if name not in pages or name in programs]


def test_the_list_would_notice_an_action() -> None:
    pages = used_by("web")
    assert {"notes.actions.publish_draft", "interactions.actions.like_note", "trust.actions.hide"} <= set(pages)
    assert {"accounts.actions.make_token", "accounts.actions.join"} <= set(pages) - set(used_by("api"))
