"""Comments under a note: read, write, change, delete, like."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards import comments as cards
from redbridge.interactions import actions, queries
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.media import actions as media
from redbridge.notes import queries as notes
from redbridge.notes.text import to_html
from redbridge.web import skeleton
from redbridge.web.cardbytes import LikeButton
from redbridge.web.templatetags.kit import ago
from redbridge.web.viewers import see_other, signed_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAGE = 20


def comment_list(request: HttpRequest, viewer: "Person | None", *, note_id: int) -> SafeString:
    """The section under a note: the first comments and a way to the rest."""
    counts = queries.tallies([note_id]).get(note_id)
    found = cards.comments(viewer, note_id=note_id, limit=PAGE)
    context = {
        "count": counts.comments if counts else 0,
        "list": found,
        "items": items(viewer, note_id, found.comments),
        "more": _more(note_id, found.after),
    }
    return render_to_string("notes/_comments.html", context)


def items(viewer: "Person | None", note_id: int, found: "Sequence[cards.CommentCard]") -> SafeString:
    """Comments as list items; the words are kept per version, counts and tools are laid in."""
    like = LikeButton(is_signed_in=viewer is not None)
    return mark_safe("".join(_item(viewer, note_id, comment, like) for comment in found))  # noqa: S308 - rendered parts


def _item(viewer: "Person | None", note_id: int, comment: cards.CommentCard, like: LikeButton) -> str:
    below = ""
    if comment.replies or comment.more_replies:
        inner = items(viewer, note_id, comment.replies)
        below = f'<ol class="replies">{inner}{_more_replies(note_id, comment)}</ol>'
    key = (comment.id, comment.version, comment.author.version, comment.is_gone, comment.is_hidden)
    values = {
        "ago": ago(comment.created_at),
        "like": like.of_comment(comment.id, note_id, comment.likes, comment.is_liked),
        "tools": _tools(viewer, comment),
        "replies": below,
    }
    context = {"comment": comment, "html": to_html(comment.text, mentions={}) if not comment.is_gone else ""}
    return skeleton.part("notes/_comment.html", key=key, values=values, context=lambda: context)


def _tools(viewer: "Person | None", comment: cards.CommentCard) -> str:
    if viewer is None:
        return skeleton.part(
            "notes/_comment_tools.html",
            key=(comment.id, "out"),
            values={},
            context=lambda: {"comment": comment, "out": 1},
        )
    kind = (comment.id, comment.author.id, "own" if comment.is_own else "other")
    return skeleton.part("notes/_comment_tools.html", key=kind, values={}, context=lambda: {"comment": comment})


def _more(note_id: int, after: str) -> SafeString:
    address = f"/n/{note_id}/comments?after={after}" if after else ""
    return render_to_string("notes/_comments_more.html", {"address": address})


def _more_replies(note_id: int, comment: cards.CommentCard) -> SafeString:
    address = f"/n/{note_id}/comments?of={comment.id}" if comment.more_replies else ""
    return render_to_string("notes/_comments_more.html", {"address": address, "replies": comment.more_replies})


@require_safe
def more(request: HttpRequest, note_id: int) -> HttpResponse:
    """The next comments, or all replies to one (`of`)."""
    viewer = viewer_of(request)
    row = notes.get_note(viewer, note_id=note_id)
    of = request.GET.get("of", "")
    if of.isdecimal():
        queries.get_comment(viewer, comment_id=int(of))
        replies = queries.replies_of(viewer, comment_ids=[int(of)], limit_each=200)
        found, after = cards.build(viewer, replies.get(int(of), []), {}), ""
    else:
        page = cards.comments(viewer, note_id=note_id, after=request.GET.get("after", ""), limit=PAGE)
        found, after = list(page.comments), page.after
    text = items(viewer, note_id, found) + _more(note_id, after)
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
    reply_to = request.POST.get("reply_to", "")
    upload = request.FILES.get("picture")
    picture = media.upload_picture(person, source=upload) if upload else None
    row = actions.comment(
        person,
        note_id=note_id,
        text=request.POST.get("text", ""),
        reply_to=int(reply_to) if reply_to.isdecimal() else None,
        picture_id=picture.id if picture else None,
    )
    if not request.headers.get("HX-Request"):
        return see_other(f"/n/{note_id}#comment-{row.id}")
    response = HttpResponse(items(person, note_id, cards.build(person, [row], {})))
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


@signed_in
def edit(request: HttpRequest, person: "Person", comment_id: int) -> HttpResponse:
    """Change one's own comment shortly after sending it."""
    row = queries.get_comment(person, comment_id=comment_id)
    if row.author_id != person.id:
        raise NotAllowed(_("Only its author can change a comment."))
    problem = ""
    if request.method == "POST":
        try:
            actions.edit_comment(person, comment_id=comment_id, text=request.POST.get("text", ""))
            return see_other(f"/n/{row.note_id}#comment-{comment_id}")
        except Refused as refused:
            problem = refused.sentence
    context = {"comment": row, "text": request.POST.get("text", row.text), "problem": problem}
    status = 422 if problem else 200
    return HttpResponse(render_to_string("notes/edit_comment.html", context, request=request), status=status)


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
    path("comments/<int:comment_id>/edit", edit, name="edit-comment"),
    path("comments/<int:comment_id>/delete", delete, name="delete-comment"),
    path("comments/<int:comment_id>/like", like, name="like-comment"),
]
