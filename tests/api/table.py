"""What every operation of the API answers to whom: the table that a new operation has to be added to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.web.walk import answers as web
from tests.web.walk.answers import GONE, NOT_YOURS, SEES, SIGN_IN, Answer
from tests.web.walk.table import NOTHING, _subjects
from tests.web.walk.world import ROLES, STAFF, Thing, World

ENDED = {"sue", "cleo"}  # a token ends with the account
Body = Callable[[Thing], dict[str, Any]]


def is_ended(thing: Thing, role: str) -> bool:
    """Whether nobody stands behind the token of this role."""
    return role == "author" and thing.owner in ENDED


def open_to(may: Answer) -> Answer:
    """The same as on a page for strangers, but a token that ended opens nothing."""
    return lambda thing, role: SIGN_IN if is_ended(thing, role) else may(thing, role)


def signed(may: Answer) -> Answer:
    """The same for what needs a token."""
    return lambda thing, role: SIGN_IN if role == "out" or is_ended(thing, role) else may(thing, role)


def nobody(_thing: Thing, _role: str) -> str:
    """There is no such thing for anybody."""
    return GONE


def moderators(_thing: Thing, role: str) -> str:
    """Only their tokens have the scope."""
    return SEES if role in STAFF else NOT_YOURS


def operators(_thing: Thing, role: str) -> str:
    """The same for whoever runs the site."""
    return SEES if role == "operator" else NOT_YOURS


def author(thing: Thing, role: str) -> str:
    """The author alone; others learn nothing of it."""
    return SEES if role == "author" and "author" in thing.seen_by else GONE


@dataclass(frozen=True)
class Row:
    """One operation: what it is about, what it is sent, and what it answers (None: anything harmless)."""

    answer: Answer | None
    kind: str = ""
    body: Body | dict[str, Any] | None = None
    values: Iterable[dict[str, Any]] = ({},)
    query: str = ""
    whole: bool = False

    def roles(self, thing_name: str) -> tuple[str, ...]:
        """Everybody where the rule itself is at stake, else those who tell it apart."""
        if self.whole:
            return ROLES
        if not self.kind:
            return ("stranger", "out", "moderator", "operator")
        return ("stranger", "out", *(web.SOME_ROLES if thing_name in web.SOME_THINGS else ()))

    def paths(self, world: World) -> list[tuple[str, Thing, dict[str, Any]]]:
        """Each thing that it can be about, and what stands for it in the address."""
        if not self.kind:
            return [("", NOTHING, each) for each in self.values]
        if self.kind == "case":
            return [(name, thing, values) for name, thing, values in _subjects(world)]
        found = world.things[self.kind].items()
        if self.kind in {"person", "thing"}:
            return [(name, thing, thing.values) for name, thing in found]
        name_of = {"passkey": "pk", "departure": "archive_id"}.get(self.kind, self.kind.rpartition("-")[2] + "_id")
        return [(name, thing, {"version": 1, "offset": 0, **thing.values, name_of: thing.id}) for name, thing in found]


def about(thing: Thing) -> dict[str, Any]:
    """A picture of somebody's in a body."""
    return {"picture": str(thing.id)}


def _tomorrow() -> str:
    return (timezone.now() + timedelta(days=1)).isoformat()


NO_VIDEO = ({"video_id": 1, "offset": 0, "language": "en"},)
everybody, members = open_to(web.everybody), signed(web.everybody)
readers, meeting = open_to(web.readers), signed(web.readers)
person, person_signed = open_to(web.public_person), signed(web.public_person)
own = signed(author)
TEXT = {"kind": "text", "card_text": "Tea"}

TABLE: dict[str, Row] = {
    "get_site": Row(everybody),
    "explore": Row(everybody, whole=True),
    "explore_topic": Row(everybody, values=({"topic": "cats"},)),
    "watch": Row(everybody, whole=True),
    "home": Row(members, whole=True),
    "suggest_hashtags": Row(everybody, query="?starts=zqword"),
    "get_hashtag": Row(everybody, values=({"name": "zqword0001x"},)),
    "get_related_hashtags": Row(everybody, values=({"name": "ootd"},)),
    "get_notes_under": Row(everybody, values=tuple({"name": f"zqword{n:04}x"} for n in (1, 6, 12)), whole=True),
    # People
    "find_people": Row(everybody, query="?starts=d"),
    "suggest_people": Row(members),
    "get_person": Row(person, "person", whole=True),
    "get_relation": Row(person_signed, "person"),
    "get_notes_by": Row(person, "person", whole=True),
    "get_pinned_by": Row(person, "person"),
    "get_likes_of": Row(open_to(nobody), "person"),
    "get_collections_of": Row(person, "person", whole=True),
    "get_followers": Row(open_to(web.people_of), "person", whole=True),
    "get_following": Row(open_to(web.people_of), "person"),
    "follow": Row(signed(web.follow), "person"),
    **{
        name: Row(person_signed, "person")
        for name in ("unfollow", "remove_follower", "block", "unblock", "mute", "unmute")
    },
    "accept_request": Row(person_signed, "person"),
    "decline_request": Row(person_signed, "person"),
    **{name: Row(members) for name in ("get_requests", "get_blocked", "get_muted")},
    # Oneself
    "get_me": Row(members, whole=True),
    "change_me": Row(members, body={"bio": "Other words", "is_private": True}),
    "upload_portrait": Row(members),
    "set_portrait": Row(own, "picture", about),
    "remove_portrait": Row(members),
    "upload_cover": Row(members),
    "set_cover": Row(own, "picture", about),
    "remove_cover": Row(members),
    "get_interests": Row(members),
    "set_interests": Row(members, body={"topics": ["cats"]}),
    "get_muted_words": Row(members),
    "mute_words": Row(members, body={"words": ["rain"]}),
    "unmute_word": Row(members, query="?word=rain"),
    "get_preferences": Row(members),
    "change_preferences": Row(members, body={"theme": "dark"}),
    "get_devices": Row(members),
    "end_device": Row(own, "device"),
    "end_devices": Row(members),
    "get_token": Row(members),
    "end_current_token": Row(members),
    "get_tokens": Row(members),
    "end_token": Row(own, "token"),
    # Notes
    "publish_note": Row(members, "picture", lambda thing: {"title": "Mine", "pictures": [str(thing.id)]}),
    "get_note": Row(readers, "note", whole=True),
    "change_note": Row(own, "note", {"title": "Other words"}),
    "delete_note": Row(own, "note"),
    "restore_note": Row(own, "note"),
    "get_deleted": Row(members),
    "get_own_notes": Row(members, whole=True),
    "change_visibility": Row(own, "note", {"visibility": "everyone"}),
    "pin_note": Row(own, "note"),
    "reintroduce_note": Row(None, "note"),  # none of the walk's came from elsewhere
    "unpin_note": Row(own, "note"),
    "get_versions": Row(readers, "note", whole=True),
    "get_answers": Row(readers, "note", whole=True),
    "get_reviewed_thing": Row(None, "note", whole=True),
    "get_thing": Row(everybody, "thing", whole=True),
    "get_reviews": Row(everybody, "thing", whole=True),
    "hide_version": Row(own, "note"),
    "edit_note": Row(own, "note"),
    "start_answer": Row(None, "note", whole=True),
    "start_quote": Row(None, "note", whole=True),
    "copy_itinerary": Row(None, "note", whole=True),
    "withdraw_quote": Row(None, "note"),  # a note may quote another one of its author
    # Drafts
    "get_drafts": Row(members),
    "begin_draft": Row(members, body=TEXT),
    "get_draft": Row(own, "draft", whole=True),
    "change_draft": Row(own, "draft", {"title": "Other words"}),
    "arrange_pictures": Row(own, "draft", {"pictures": []}),
    "delete_draft": Row(own, "draft"),
    "settle_draft": Row(own, "draft", {"revision": 1, "choices": []}),
    "put_video": Row(own, "draft", {"video": "1"}),
    "take_video": Row(own, "draft"),
    "publish_draft": Row(own, "draft"),
    "plan_draft": Row(own, "draft", lambda _thing: {"at": _tomorrow()}),
    "drop_plan": Row(own, "draft"),
    "publish_when_ready": Row(own, "draft"),
    "get_obstacle": Row(own, "draft"),
    "get_planned": Row(members),
    # Pictures and videos
    "upload_picture": Row(members),
    "get_picture": Row(own, "picture"),
    "change_picture": Row(own, "picture", {"alt": "Other words"}),
    "begin_video": Row(members, body={"name": "a.mp4", "size": 10}),
    "send_chunk": Row(signed(nobody), values=NO_VIDEO),
    "get_video": Row(signed(nobody), values=NO_VIDEO),
    "remove_video": Row(signed(nobody), values=NO_VIDEO),
    "choose_poster": Row(signed(nobody), values=NO_VIDEO, body={"at": 0}),
    "trim_video": Row(signed(nobody), values=NO_VIDEO, body={"end": 5}),
    "save_track": Row(signed(nobody), values=NO_VIDEO, body={"text": "WEBVTT"}),
    "delete_track": Row(signed(nobody), values=NO_VIDEO),
    # Likes, saves, comments
    "like_note": Row(meeting, "note"),
    "unlike_note": Row(members, "note", whole=True),
    "save_note": Row(meeting, "note", {}),
    "unsave_note": Row(members, "note"),
    "get_own_likes": Row(members, whole=True),
    "get_saves": Row(members, whole=True),
    "get_own_collections": Row(members),
    "create_collection": Row(members, body={"name": "Things"}),
    "get_collection": Row(readers, "collection", whole=True),
    "get_notes_in": Row(readers, "collection", whole=True),
    "change_collection": Row(own, "collection", {"is_private": False}),
    "delete_collection": Row(own, "collection"),
    "get_comments": Row(readers, "note", whole=True),
    "comment": Row(meeting, "note", {"text": "Why?"}),
    "get_comment": Row(readers, "comment", whole=True),
    "get_replies": Row(readers, "comment", whole=True),
    "edit_comment": Row(signed(web.owner_of_seen), "comment", {"text": "Other words"}),
    "delete_comment": Row(signed(web.owner_of_seen), "comment"),
    "like_comment": Row(meeting, "comment"),
    "unlike_comment": Row(None, "comment"),
    # Words that one knows and learns
    # What people explain to each other
    "get_terms": Row(everybody, values=({"language": "zh"},)),
    "get_term": Row(everybody, values=({"language": "zh", "name": "yyds"},)),
    "get_suggestions": Row(everybody),
    "get_own_suggestions": Row(members),
    "suggest_slang": Row(
        members, body={"term": "zq", "language": "zh", "into": "en", "short": "a", "meaning": "b", "example": "c"}
    ),
    "vote_on_slang": Row(members, "suggestion", {"agrees": True}),
    "withdraw_slang": Row(own, "suggestion"),
    "get_waiting_suggestions": Row(signed(moderators)),
    "approve_slang": Row(signed(moderators), "suggestion"),
    "decline_slang": Row(signed(moderators), "suggestion", {"reason": "No"}),
    "decode": Row(everybody, query="?text=yyds"),
    "get_questions_of": Row(readers, "note"),
    "ask_about_note": Row(meeting, "note", {"phrase": "Caption", "into": "zh-Hans"}),
    "ask_about_comment": Row(meeting, "comment", {"phrase": "Comment", "into": "zh-Hans"}),
    "get_questions": Row(everybody, query="?language=en"),
    "get_question": Row(readers, "question"),
    "answer_question": Row(meeting, "question", {"text": "It is a name."}),
    "accept_answer": Row(signed(web.not_whose_question), "answer", {"is_accepted": True}),
    "delete_question": Row(own, "question"),
    "delete_answer": Row(own, "answer"),
    **{
        name: Row(signed(nobody), values=({"video_id": 1, "language": "en"},), body=body)
        for name, body in (
            ("get_caption_drafts", None),
            ("want_captions", {"source": "en", "language": "es"}),
            ("change_caption_draft", {"text": "WEBVTT"}),
            ("release_captions", None),
            ("drop_caption_draft", None),
        )
    },
    "get_words": Row(members, query="?state=saved&language=zh"),
    "get_due_words": Row(members),
    "get_word": Row(everybody, values=({"language": "zh", "name": "茶"},)),
    "put_word": Row(members, values=({"language": "zh", "name": "茶"},), body={"state": "saved"}),
    "forget_word": Row(members, values=({"language": "zh", "name": "茶"},)),
    "answer_word": Row(signed(nobody), values=({"word_id": 1},), body={"answer": "good"}),
    "undo_answer": Row(signed(nobody), values=({"word_id": 1},)),
    # Translations
    "translate": Row(everybody, query="?into=es&notes=1,2&comments=3"),
    "get_note_improvements": Row(readers, "note", query="?into=es"),
    "get_comment_improvements": Row(readers, "comment", query="?into=es"),
    "improve_note": Row(None, "note", {"into": "es", "words": "Algo"}),
    "improve_comment": Row(None, "comment", {"into": "es", "words": "Algo"}),
    "vote_on_improvement": Row(signed(nobody), values=({"improvement_id": 1},), body={"agrees": True, "note": "1"}),
    "withdraw_improvement": Row(signed(nobody), values=({"improvement_id": 1},)),
    "doubt_translation": Row(signed(nobody), values=({"translation_id": 1},)),
    "get_reading": Row(members),
    "change_reading": Row(members, body={"languages": {"ja": "never"}}),
    # Arriving
    "get_sources": Row(everybody),
    "get_arrivals": Row(members),
    "begin_arrival": Row(members, body={"name": "a.zip", "size": 1000}),
    **{
        name: Row(own, "arrival")
        for name in ("send_part", "get_arrival", "drop_arrival", "start_import", "pause_arrival", "resume_arrival")
    },
    "undo_arrival": Row(own, "arrival", {}),
    **{name: Row(own, "arrival") for name in ("get_posts", "undo_change", "get_media")},
    "get_facets": Row(own, "arrival"),
    "choose_posts": Row(own, "arrival", {"audience": "unlisted"}),
    "change_posts": Row(own, "arrival", {"ordinals": [1], "title": "Other words"}),
    "add_media": Row(members, "arrival"),
    "place_media": Row(signed(nobody), "arrival", {"file": "a", "ordinal": 1}),
    "get_slots": Row(members),
    "fill_slot": Row(own, "slot", {"as_card": True}),
    "skip_slot": Row(own, "slot"),
    # Old handles, and people from elsewhere
    "get_handles": Row(members),
    "claim_handle": Row(members, body={"platform": "tiktok", "handle": "somebody"}),
    "get_handle": Row(own, "claimed-handle"),
    "show_handle": Row(own, "old-handle", {"is_shown": False}),
    **{name: Row(own, "old-handle") for name in ("drop_handle", "check_handle", "ask_moderator")},
    "leave_lists": Row(own, "proved-handle"),
    "object_to_revocation": Row(own, "old-handle", {"words": "It is mine"}),
    "get_standing_handles": Row(signed(moderators), values=({"person_id": 1},)),
    "revoke_handle": Row(signed(moderators), "proved-handle", {"reason": "sold"}),
    "get_name_claims": Row(members),
    "claim_name": Row(own, "proved-handle", {"name": "ken"}),
    **{name: Row(signed(web.vouchers), "lost-handle") for name in ("get_vouching", "vouch")},
    "revoke_vouch": Row(members, "lost-handle"),
    "get_asked_handles": Row(signed(moderators)),
    "decide_handle": Row(signed(moderators), "asked-handle", {"reason": ""}),
    "get_asked_names": Row(signed(moderators)),
    "decide_name": Row(signed(moderators), "name-claim", {"is_given": False}),
    "get_friends": Row(members),
    "choose_finding": Row(members, body={"is_findable": True, "asks_first": False, "is_looking": True}),
    "look_for_friends": Row(members),
    "follow_friends": Row(members, body={"people": ["1"]}),
    "unfollow_friends": Row(members, body={"people": ["1"]}),
    "erase_lists": Row(members),
    "dismiss_friend": Row(members, values=({"person_id": 1},)),
    "answer_friend": Row(members, values=({"person_id": 1},), body={"may_find": True}),
    # The first week, and the people one had elsewhere
    **{
        name: Row(members)
        for name in (
            *("get_first_week", "skip_first_week", "read_norms", "put_card_away", "get_taste", "forget_taste"),
            *("get_kept_there", "get_loved_alike", "get_mentoring", "get_helping", "stop_helping", "get_own_links"),
        )
    },
    "change_step": Row(members, values=({"step": "note"},), body={"state": "skipped"}),
    "settle_taste": Row(members, body={"topics": ["cats"], "languages": ["en"]}),
    "ask_for_mentor": Row(members, body={"language": "en"}),
    "accept_mentoring": Row(signed(web.nobody), "mentoring"),
    "end_mentoring": Row(own, "mentoring"),
    "offer_help": Row(members, body={"languages": ["en"]}),
    "get_links": Row(person, "person", whole=True),
    "arrange_links": Row(members, body={"links": [{"url": "https://example.org/"}]}),
    "get_pack": Row(own, "note"),
    # Leaving
    "get_archives": Row(members),
    "ask_archive": Row(members, body={"password": "no"}),
    **{name: Row(own, "departure") for name in ("get_archive", "drop_archive", "get_archive_file")},
    "get_forwarding": Row(members),
    "set_forwarding": Row(members, body={"address": "https://elsewhere.example/@me"}),
    "end_forwarding": Row(members),
    "leave": Row(members, body={"password": "no"}),
    "get_signpost": Row(open_to(nobody), "person"),
    # The inbox, and looking after the place
    "get_unread": Row(members),
    "get_notices": Row(
        members, values=[{"group": group} for group in ("likes-saves", "followers", "comments", "system")], whole=True
    ),
    "mark_seen": Row(members, values=({"group": "comments"},)),
    "read_notice": Row(own, "notice"),
    "mark_read": Row(members, values=({"group": "comments"},)),
    "mark_unread": Row(members, values=({"group": "comments"},), body={"at": "2026-01-01T00:00:00Z"}),
    "get_choices": Row(members),
    "change_choices": Row(members, body={"topics": {"likes": {"push": False}}}),
    "pause_notifications": Row(members, body={"until": "hour"}),
    "subscribe": Row(members, body={"endpoint": "ftp://x", "key": "", "secret": ""}),
    "unsubscribe": Row(members),
    "report": Row(None, "case", lambda thing: {"subject": "note", "id": str(thing.id), "reason": "spam"}),
    "get_decision": Row(signed(web.readers), "decision", whole=True),
    "get_queue": Row(signed(moderators)),
    "get_case": Row(None, "case", whole=True),
    "get_decisions": Row(signed(moderators)),
    "decide": Row(None, "case", lambda thing: {"subject": "note", "id": str(thing.id), "do": "dismiss"}),
    "get_site_settings": Row(signed(operators)),
    "change_site_settings": Row(signed(operators), body={"contact": "Ask Omar"}),
    "invite": Row(signed(operators), body={"days": 3}),
    "get_work": Row(signed(operators)),
    "run_again": Row(signed(operators)),
    "test_mail": Row(signed(operators)),
    "bring_demo": Row(signed(operators)),
    "take_demo": Row(signed(operators)),
    "get_arrivals_now": Row(signed(operators)),
    "open_door": Row(signed(operators), values=({"source": "tiktok"},), body={"is_open": False}),
    "invite_waiting": Row(signed(operators), body={"count": 1}),
}
