"""Comments under a note: read, write, change, delete, like."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import queries as arrival
from redbridge.cards import comments as cards
from redbridge.interactions import actions, queries
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.ids import moment_of
from redbridge.language import decoding, names
from redbridge.language.detection import told
from redbridge.media import actions as media
from redbridge.notes import queries as notes
from redbridge.notes.text import to_html
from redbridge.web import skeleton, translated
from redbridge.web.cardbytes import LikeButton
from redbridge.web.templatetags.kit import ago
from redbridge.web.viewers import number_in, see_other, sent_number, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.interactions.models import Comment
    from redbridge.notes.models import Note

PAGE = 20
WORTH_ALL = 2  # comments in other languages from which on one link asks for all
HOUR, DAY = 3600, 86_400
AGES = ((HOUR, 60), (DAY, 600), (7 * DAY, HOUR), (float("inf"), DAY))  # (younger than, looked at anew every), seconds


def comment_list(
    viewer: "Person | None", note: "Note", *, count: int, asked: translated.Asked, is_welcome: bool = False
) -> bytes:
    """The section under a note: the first comments and a way to the rest, kept for all who see the same.

    Where people say hello (`is_welcome`), those who help newcomers wear their badge.
    """
    section = _Section(viewer, note, count, asked, is_welcome)
    state = queries.first_state(viewer, note_id=note.id, limit=PAGE, limit_each=cards.FIRST_REPLIES)
    if state is None or asked.is_more:
        return section.make()
    liked = frozenset(queries.comment_marks(viewer, comment_ids=[row.id for row in state]))
    own = frozenset(row.id for row in state if viewer and row.author_id == viewer.id)
    key = (note.id, count, state, viewer is None, liked, own, _hour_hand(state), is_welcome, asked.key)
    return skeleton.finished("comments", key=key, make=section.make)


def _hour_hand(state: Sequence[queries.CommentState]) -> int:
    """Changes as often as "5 min" or "3 days" beside the newest of the comments may."""
    newest = moment_of(max((row.id for row in state), default=0))
    age = (timezone.now() - newest).total_seconds()
    every = next(every for limit, every in AGES if age < limit)
    return int(time.time() / every)


@dataclass(frozen=True, slots=True)
class _Section:
    """The comments of a note for a viewer."""

    viewer: "Person | None"
    note: "Note"
    count: int
    asked: translated.Asked
    is_welcome: bool

    def make(self) -> bytes:
        found = cards.comments(self.viewer, note_id=self.note.id, limit=PAGE)
        helpers = _helpers(found.comments) if self.is_welcome else frozenset[int]()
        making = _Making(self.viewer, self.note, self.asked, helpers)
        values = {
            "items": making.items(found.comments),
            "more": _more(self.note.id, found.after).encode(),
            "translate": making.ask_for_all(found.comments),
        }
        slots = skeleton.Slots()
        return skeleton.part(
            "notes/_comments.html",
            key=(self.count, bool(found.comments)),
            values=values,
            context=lambda: {"count": self.count, "list": found, "items": slots.items, "more": slots.more},
        )


def _helpers(found: Sequence[cards.CommentCard]) -> frozenset[int]:
    """Those of the authors who wear the badge of a helper."""
    everybody = {each.author.id for top in found for each in (top, *top.replies)}
    return arrival.helpers_among(everybody) if everybody else frozenset()


def items(
    viewer: "Person | None", note: "Note", found: "Sequence[cards.CommentCard]", *, asked: translated.Asked
) -> SafeString:
    """Comments as list items; the words are kept per version, counts and tools are laid in."""
    return mark_safe(_Making(viewer, note, asked).items(found).decode())  # noqa: S308 - rendered parts


class _Making:
    """What all comments of one list share."""

    def __init__(
        self,
        viewer: "Person | None",
        note: "Note",
        asked: translated.Asked,
        helpers: frozenset[int] = frozenset(),
    ) -> None:
        self._viewer, self._note, self._asked, self._helpers = viewer, note, asked, helpers
        self._is_out, self._note_id = viewer is None, note.id
        self._like = LikeButton(is_signed_in=viewer is not None)
        self._words, self._tools = skeleton.Parts("notes/_comment.html"), skeleton.Parts("notes/_comment_tools.html")
        self._said: translated.Said = {}

    def items(self, found: "Sequence[cards.CommentCard]") -> bytes:
        everything = [each for top in found for each in (top, *top.replies)]
        self._said = translated.of_comments(self._viewer, self._note, everything, self._asked)
        return b"".join(map(self._item, found))

    def ask_for_all(self, found: "Sequence[cards.CommentCard]") -> bytes:
        """The link to the whole thread in one's own language, where it is worth one."""
        everything = (each for top in found for each in (top, *top.replies))
        offered = sum(self._asked.offers(each.lang) and each.text not in self._said for each in everything)
        if offered < WORTH_ALL:
            return b""
        address = f"/n/{self._note_id}?{translated.ASKING}={translated.ALL}"
        return translated.ask(address, target="#comments", of=_("all comments"), place="#comments")

    def _item(self, comment: cards.CommentCard) -> bytes:
        values: dict[str, str | bytes] = {
            "ago": ago(comment.created_at),
            "badge": _badge() if comment.author.id in self._helpers and not comment.is_gone else "",
            "like": self._like.of_comment(comment.id, self._note_id, comment.likes, comment.is_liked),
            "tools": self._tools_of(comment),
            "translate": b"" if comment.is_gone else self._translate(comment),
            "replies": self._replies(comment),
        }
        return skeleton.join(self._words.get(_look(comment), lambda: _in_words(comment)), values)

    def _translate(self, comment: cards.CommentCard) -> bytes:
        """What a comment says in the reader's language, or the link that asks for it."""
        if reading := self._said.get(comment.text):
            return translated.beneath(reading, name=f"tr-{comment.id}", menu=_menu(self._viewer, comment))
        if not self._asked.offers(comment.lang):
            return b""
        name, address = f"tr-{comment.id}", f"/comments/{comment.id}/translation"
        privacy = translated.PRIVACY.get(self._note.visibility, "private")
        offer = translated.offered(comment.lang, self._asked.wish.into, privacy)
        device = translated.device_for(comment.lang, self._asked.wish.into, privacy)
        of = comment.author.name
        return translated.ask(address, target=f"#{name}", of=of, name=name, offer=offer, device=device)

    def _replies(self, comment: cards.CommentCard) -> bytes:
        if not comment.replies and not comment.more_replies:
            return b""
        more = _more_replies(self._note_id, comment)
        return b'<ol class="replies">' + b"".join(map(self._item, comment.replies)) + more + b"</ol>"

    def _tools_of(self, comment: cards.CommentCard) -> bytes:
        key = (comment.id, comment.author.version, self._is_out, comment.is_own)
        context = {"comment": comment, "out": self._is_out}
        return skeleton.join(self._tools.get(key, lambda: context), {})


def _menu(viewer: "Person | None", comment: cards.CommentCard) -> translated.Menu:
    return translated.Menu(f"/comments/{comment.id}/improve", comment.lang, viewer is not None)


def _badge() -> SafeString:
    return render_to_string("people/_helper.html")


def _look(comment: cards.CommentCard) -> tuple[object, ...]:
    """What the words of a comment depend on beside itself."""
    answers = comment.answers.version if comment.answers else 0
    picture = comment.picture.src if comment.picture else ""
    return comment.id, comment.version, comment.author.version, answers, picture, comment.is_gone, comment.is_hidden


def _in_words(comment: cards.CommentCard) -> dict[str, object]:
    code = comment.text if not comment.is_gone and decoding.is_code(comment.text) else ""
    return {"comment": comment, "html": "" if comment.is_gone else to_html(comment.text, mentions={}), "code": code}


def _more(note_id: int, after: str) -> SafeString:
    if not after:
        return SafeString("")
    return render_to_string("notes/_comments_more.html", {"address": f"/n/{note_id}/comments?after={after}"})


def _more_replies(note_id: int, comment: cards.CommentCard) -> bytes:
    address, count = f"/n/{note_id}/comments?of={comment.id}", comment.more_replies
    if not count:
        return b""
    context = {"address": address, "replies": count}
    return skeleton.part("notes/_comments_more.html", key=(address, count), context=lambda: context)


@require_safe
def more(request: HttpRequest, note_id: int) -> HttpResponse:
    """The next comments, or all replies to one (`of`)."""
    viewer = viewer_of(request)
    row = notes.get_note(viewer, note_id=note_id)
    if of := number_in(request, "of"):
        queries.get_comment(viewer, comment_id=of)
        replies = queries.replies_of(viewer, comment_ids=[of], limit_each=200)
        found, after = cards.build(viewer, replies.get(of, []), {}), ""
    else:
        page = cards.comments(viewer, note_id=note_id, after=request.GET.get("after", ""), limit=PAGE)
        found, after = list(page.comments), page.after
    text = items(viewer, row, found, asked=translated.asked_by(request)) + _more(note_id, after)
    if request.headers.get("HX-Request"):
        return HttpResponse(text)
    context = {"note": row, "items": text}
    return HttpResponse(render_to_string("notes/comments.html", context, request=request))


def comments(request: HttpRequest, note_id: int) -> HttpResponse:
    """Read more comments (GET) or write one (POST)."""
    return write(request, note_id=note_id) if request.method == "POST" else more(request, note_id)


@require_POST
@signed_in
def write(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Send a comment or a reply; what was typed comes back with a problem."""
    note = notes.get_note(person, note_id=note_id)  # before any work is done on a file
    upload = request.FILES.get("picture")
    picture = media.upload_picture(person, source=upload) if upload else None
    row = actions.comment(
        person,
        note_id=note_id,
        text=request.POST.get("text", ""),
        reply_to=sent_number(request, "reply_to"),
        picture_id=picture.id if picture else None,
    )
    if not request.headers.get("HX-Request"):
        return see_other(f"/n/{note_id}#comment-{row.id}")
    own = cards.build(person, [row], {})
    response = HttpResponse(items(person, note, own, asked=translated.asked_by(request)))
    if row.parent_id:
        response.headers["HX-Retarget"] = f"#comment-{row.parent_id}"
        response.headers["HX-Reswap"] = "beforeend"
    return response


@signed_in
def reply(request: HttpRequest, person: "Person", comment_id: int) -> HttpResponse:
    """A page to answer one comment, for reading without script."""
    row = queries.get_comment(person, comment_id=comment_id)
    card = cards.build(person, [row], {})
    context = {"comment": card[0], "note_id": row.note_id, "html": to_html(row.text, mentions={})}
    return HttpResponse(render_to_string("notes/reply.html", context, request=request))


@require_safe
def translation(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One comment in the reader's language: the words alone for htmx, a page of its own without script."""
    viewer, asked = viewer_of(request), translated.asked_by(request)
    row = queries.get_comment(viewer, comment_id=comment_id)
    note, found = notes.get_note(viewer, note_id=row.note_id), cards.build(viewer, [row], {})
    said = translated.of_comments(viewer, note, found, replace(asked, comment_id=comment_id))
    words = ""
    if row.text in said:
        words = translated.beneath(said[row.text], name=f"tr-{comment_id}", menu=_menu(viewer, found[0])).decode()
    if request.headers.get("HX-Request"):
        return HttpResponse(words or translated.nothing(f"tr-{comment_id}"))
    context = {"comment": found[0], "note_id": row.note_id, "html": to_html(row.text, mentions={})}
    context["words"] = mark_safe(words)  # noqa: S308 - rendered parts
    return HttpResponse(render_to_string("reading/comment.html", context, request=request))


@signed_in
def edit(request: HttpRequest, person: "Person", comment_id: int) -> HttpResponse:
    """Change one's own comment shortly after sending it."""
    row = queries.get_comment(person, comment_id=comment_id)
    if row.author_id != person.id:
        raise NotAllowed(_("Only its author can change a comment."))
    problem = ""
    if request.method == "POST":
        try:
            actions.edit_comment(person, comment_id=comment_id, **_edited(request))
            return see_other(f"/n/{row.note_id}#comment-{comment_id}")
        except Refused as refused:
            problem = refused.sentence
    context = {
        "comment": row,
        "text": request.POST.get("text", row.text),
        "problem": problem,
        "languages": names.NAMES.items(),
        **_spoken(person, row),
    }
    status = 422 if problem else 200
    return HttpResponse(render_to_string("notes/edit_comment.html", context, request=request), status=status)


def _spoken(person: "Person", row: "Comment") -> dict[str, str]:
    """What the words look like, and what their author said instead."""
    detected = told(row.text, person.writes)
    return {
        "detected": detected,
        "chosen": row.language if row.language not in {detected, names.UNKNOWN} else "",
    }


def _edited(request: HttpRequest) -> dict[str, str]:
    return {"text": request.POST.get("text", ""), "language": request.POST.get("language", "")}


@require_POST
@signed_in
def delete(request: HttpRequest, person: "Person", comment_id: int) -> HttpResponse:
    """Delete one's own comment, or one under one's own note."""
    row = queries.get_comment(person, comment_id=comment_id)
    actions.delete_comment(person, comment_id=comment_id)
    if request.headers.get("HX-Request"):
        return HttpResponse(render_to_string("notes/_comment_deleted.html", {"sentence": _("The comment is deleted.")}))
    return see_other(f"/n/{row.note_id}#comments")


@require_POST
@signed_in
def like(request: HttpRequest, person: "Person", comment_id: int) -> HttpResponse:
    """Like or no longer like a comment."""
    is_on = request.POST.get("on", "1") != "0"
    (actions.like_comment if is_on else actions.unlike_comment)(person, comment_id=comment_id)
    row = queries.get_comment(person, comment_id=comment_id)
    if not request.headers.get("HX-Request"):
        return see_other(f"/n/{row.note_id}#comment-{comment_id}")
    return HttpResponse(LikeButton(is_signed_in=True).of_comment(comment_id, row.note_id, row.likes, is_on))


urlpatterns = [
    path("n/<int:note_id>/comments", comments, name="comments"),
    path("comments/<int:comment_id>/reply", reply, name="reply"),
    path("comments/<int:comment_id>/translation", translation, name="comment-translation"),
    path("comments/<int:comment_id>/edit", edit, name="edit-comment"),
    path("comments/<int:comment_id>/delete", delete, name="delete-comment"),
    path("comments/<int:comment_id>/like", like, name="like-comment"),
]
