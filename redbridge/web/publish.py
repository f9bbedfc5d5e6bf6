"""Writing a note: one form that also works without script, saved on the server as it grows."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from redbridge.cards.notes import picture_card
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.language import names
from redbridge.media import actions as media
from redbridge.media.covers import STYLES
from redbridge.notes import actions, queries
from redbridge.web import drafting, kinds, videos
from redbridge.web.viewers import MOST_DIGITS, see_other, sent_number, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person
    from redbridge.notes.models import Draft

KINDS = ("photo", "video", "itinerary", "tutorial", "review", "text")
WORDS = ("kind", "title", "caption", "language", "visibility", "place", "card_text", "quoting")
# Fields that show their own problem.
BESIDE = ("pictures", "card_text", "title", "caption", "place")
MOST_PICTURES = 18
RATIOS = ("", "34", "45", "11", "43")


@dataclass
class Sent:
    """What one sending of the form asked for beside its words."""

    action: str = ""
    target: int = 0
    name: str = ""
    device: str = ""
    is_apart: bool = False
    problems: dict[str, str] = field(default_factory=dict)


@signed_in
def new(request: HttpRequest, person: "Person") -> HttpResponse:
    """An empty form; the draft begins with the first thing that is sent."""
    if request.method == "POST":
        return _take(request, person, None)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    return _form(request, person, None, kind=kind, caption=request.GET.get("text", ""))


@signed_in
def draft(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """A draft that somebody goes on with, or the note that it has become meanwhile."""
    try:
        found = queries.get_draft(person, draft_id=draft_id)
    except NotFound:
        if request.method == "POST":
            raise
        return see_other(f"/n/{queries.own_note(person, note_id=draft_id).id}")
    if request.method == "POST":
        return _take(request, person, found)
    return _form(request, person, found)


@signed_in
@require_safe
def drafts(request: HttpRequest, person: "Person") -> HttpResponse:
    """What is begun and not yet published."""
    found = queries.drafts_of(person)
    pictures = queries.draft_pictures([each.id for each in found])
    rows = [(each, [picture_card(row) for row in pictures.get(each.id, [])[:1]]) for each in found]
    return render(request, "publish/drafts.html", {"drafts": rows})


@signed_in
def edit(request: HttpRequest, person: "Person", note_id: int) -> HttpResponse:
    """Begin or go on changing a published note; readers see the former version until it is published again."""
    found = actions.edit_note(person, note_id=note_id)
    return see_other(f"/drafts/{found.id}")


def _take(request: HttpRequest, person: "Person", found: "Draft | None") -> HttpResponse:
    """Save everything that was sent, then do what the pressed button says. Nothing sent is ever lost."""
    sent = _read_button(request)
    if found is None and sent.action == "kind" and not _says_anything(request):
        return see_other(f"/new?kind={sent.name}{drafting.ties_in_address(request)}")
    try:
        found = _save(request, person, found, sent)
    except Problem as problem:
        sent.problems[problem.field or "form"] = problem.sentence
        return _form(request, person, found, sent=sent, status=problem.status)
    return _go_on(request, person, found, sent)


def _go_on(request: HttpRequest, person: "Person", found: "Draft", sent: Sent) -> HttpResponse:
    """What the pressed button asks for once everything is saved."""
    if sent.is_apart:
        return see_other(drafting.merge_address(found.id, sent.device))
    if sent.action == "publish" and not sent.problems:
        try:
            note = actions.publish_draft(person, draft_id=found.id)
        except Refused as refused:
            if refused.code == videos.WORKING:
                return videos.wait(request, person, found.id)
            sent.problems[refused.field or "form"] = refused.sentence
        else:
            messages.success(request, _("It is out. People can read it now."))
            return see_other(f"/n/{note.id}")
    if sent.problems:
        fresh = queries.get_draft(person, draft_id=found.id)
        return _form(request, person, fresh, sent=sent, status=422)
    if sent.action == "save":
        messages.success(request, _("Kept as a draft."))
    return see_other(_next_page(request, found, sent))


def _next_page(request: HttpRequest, found: "Draft", sent: Sent) -> str:
    if sent.action == "captions" and (address := videos.captions_address(request, found)):
        return address
    if sent.action == "schedule":
        return f"/drafts/{found.id}/schedule"
    return f"/drafts/{found.id}#{_place_of(sent)}"


def _place_of(sent: Sent) -> str:
    """Where on the page the pressed button stood."""
    if sent.action in kinds.BUTTONS:
        return kinds.list_of(sent.action, sent.name)
    if sent.action in videos.BUTTONS:
        return "video"
    return "pictures" if sent.target else "main"


def _says_anything(request: HttpRequest) -> bool:
    said = (request.POST.get(name, "") for name in ("title", "caption", "place", "card_text"))
    return any(said) or bool(request.FILES)


def _read_button(request: HttpRequest) -> Sent:
    """`publish`, `save`, `up-17`: the value of the button that sent the form."""
    action, _dash, target = request.POST.get("do", "save").partition("-")
    return Sent(action, int(target) if _is_id(target) else 0, target, drafting.device_of(request))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _save(request: HttpRequest, person: "Person", found: "Draft | None", sent: Sent) -> "Draft":
    known = sent_number(request, "revision") if found else None
    draft_id = found.id if found else None
    words = _words(request) | ({"kind": sent.name} if sent.action == "kind" else _details(request, found, sent))
    words |= drafting.ties(request, sent.name if sent.action == "untie" else "", is_new=found is None)
    try:
        saved = actions.save_draft(person, draft_id=draft_id, revision=known, device=sent.device, **words)
    except actions.DraftChanged as changed:  # the rest that was sent is not lost either
        saved, sent.is_apart = changed.draft, True
    _save_pictures(request, person, saved, sent)
    sent.problems |= videos.save(request, person, saved, sent.action, sent.name)
    return saved


def _words(request: HttpRequest) -> dict[str, Any]:
    """What was sent of a draft's words and choices."""
    words: dict[str, Any] = {name: request.POST[name] for name in WORDS if name in request.POST}
    style = sent_number(request, "card_style", otherwise=-1)
    return words if style is None else {**words, "card_style": style}


def _details(request: HttpRequest, found: "Draft | None", sent: Sent | None = None) -> dict[str, Any]:
    """What was sent of the kind's own form, after what its pressed button does."""
    door = kinds.door_of(request.POST.get("kind", found.kind if found else ""))
    if door is None or kinds.MARK not in request.POST:
        return {}
    details = door.read(request.POST)
    if sent and sent.action in kinds.BUTTONS:
        details = door.press(details, sent.action, sent.name)
    return {"details": details}


def _save_pictures(request: HttpRequest, person: "Person", found: "Draft", sent: Sent) -> None:
    ids = _picture_ids(found.id)
    sent.is_apart |= drafting.describe(request, person, found.id, ids)
    for picture_id in ids:
        crop = request.POST.get(f"crop-{picture_id}")
        if crop is not None and crop in RATIOS:
            media.crop_picture(person, picture_id=picture_id, crop=crop)
    wanted = _order(request, ids, sent)
    if wanted != ids:
        actions.reorder_draft_pictures(person, draft_id=found.id, picture_ids=wanted)
    if sent.action == "remove" and sent.target in ids:
        actions.remove_picture_from_draft(person, draft_id=found.id, picture_id=sent.target)
    for upload in request.FILES.getlist("pictures"):
        try:
            picture = media.upload_picture(person, source=upload)
            actions.add_pictures_to_draft(person, draft_id=found.id, picture_ids=[picture.id])
        except Refused as refused:
            sent.problems["pictures"] = f"{upload.name}: {refused.sentence}"


def _picture_ids(draft_id: int) -> list[int]:
    return [row.id for row in queries.draft_pictures([draft_id]).get(draft_id, [])]


def _order(request: HttpRequest, ids: list[int], sent: Sent) -> list[int]:
    """The order after dragging (`order`), or after one of the buttons earlier, later, cover."""
    asked = [int(text) for text in request.POST.get("order", "").split(",") if _is_id(text.strip())]
    found = asked if sorted(asked) == sorted(ids) else list(ids)
    if sent.target in found:
        at = found.index(sent.target)
        to = {"up": at - 1, "down": at + 1, "cover": 0}.get(sent.action, at)
        found.insert(max(0, min(to, len(found) - 1)), found.pop(at))
    return found


def _shown(problems: dict[str, str], kind: str) -> dict[str, str]:
    """Sentences by field, those of fields without a place of their own in the kind's form above it."""
    beside = [*videos.FIELDS] if kind == "video" else []
    beside += [
        name for name in BESIDE if name not in {"pictures", "card_text"} or (name == "card_text") == (kind == "text")
    ]
    found = {name: said for name, said in problems.items() if name in beside or kinds.is_field(name)}
    others = [said for name, said in problems.items() if name not in beside]  # the kind's part is long: there and here
    return {**found, "form": " ".join(others)} if others else found


def _typed(request: HttpRequest, found: "Draft | None", sent: Sent | None) -> QueryDict | dict[str, str]:
    """What stands in the form and is saved nowhere: it was refused, or a link filled it in."""
    if request.method == "POST":
        return request.POST if sent and sent.problems else {}
    return {} if found else request.GET


def _values(request: HttpRequest, found: "Draft | None", sent: Sent | None, fresh: dict[str, str]) -> dict[str, Any]:
    """What stands in the form's own fields."""
    values = {name: getattr(found, name, "") for name in (*WORDS, "card_style")} | fresh
    values |= {name: values[name] or "everyone" for name in ("visibility", "quoting")}
    values |= {"card_style": values["card_style"] or 0}
    return values | {name: request.POST[name] for name in WORDS if sent and sent.problems and name in request.POST}


def _form(
    request: HttpRequest,
    person: "Person",
    found: "Draft | None",
    *,
    sent: Sent | None = None,
    status: int = 200,
    **fresh: str,
) -> HttpResponse:
    values = _values(request, found, sent, fresh)
    pictures = queries.draft_pictures([found.id]).get(found.id, []) if found else []
    context = {
        "draft": found,
        "values": values,
        **drafting.frame(request, person, found, pictures),
        **videos.form(person, found),
        "kinds": KINDS,
        **kinds.form(values["kind"] or KINDS[0], found, pictures, sent=_typed(request, found, sent)),
        "pictures": [(picture_card(row), row) for row in pictures],
        "room": MOST_PICTURES - len(pictures),
        "problems": _shown(sent.problems, values["kind"]) if sent else {},
        "languages": names.NAMES.items(),
        "styles": [{"number": n, "src": static(f"img/card-{n}.webp")} for n in range(len(STYLES))],
    }
    return render(request, "publish/form.html", context, status=status)


@require_POST
@signed_in
def autosave(request: HttpRequest, person: "Person") -> HttpResponse:
    """Words of a draft, sent by script while somebody writes; answers the draft and its new revision."""
    draft_id = sent_number(request, "draft")
    revision = sent_number(request, "revision") if draft_id else None
    try:
        words = _words(request) | _details(request, None) | drafting.ties(request, "", is_new=draft_id is None)
        device = drafting.device_of(request)
        saved = actions.save_draft(person, draft_id=draft_id, revision=revision, device=device, **words)
        if drafting.describe(request, person, saved.id, _picture_ids(saved.id)):
            return drafting.apart(saved.id, device)
    except actions.DraftChanged as changed:
        return drafting.apart(changed.draft.id, device)
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence, "field": refused.field}, status=422)
    return drafting.kept(saved, revision)


@require_POST
@signed_in
def add_picture(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """One picture sent by script; answers its row of the form."""
    queries.get_draft(person, draft_id=draft_id)  # before any work is done on the file
    upload = request.FILES.get("picture")
    if upload is None:
        raise Refused(_("Choose a picture first."), field="pictures")
    picture = media.upload_picture(person, source=upload)
    actions.add_pictures_to_draft(person, draft_id=draft_id, picture_ids=[picture.id])
    place = len(_picture_ids(draft_id))
    context = {"card": picture_card(picture), "picture": picture, "place": place}
    context |= {"room": MOST_PICTURES - place, "with_room": True}
    return render(request, "publish/_picture.html", context)


@signed_in
def delete(request: HttpRequest, person: "Person", draft_id: int) -> HttpResponse:
    """Throw a draft away, after asking."""
    found = queries.get_draft(person, draft_id=draft_id)
    if request.method == "POST":
        actions.delete_draft(person, draft_id=draft_id)
        messages.success(request, _("The draft is gone."))
        return see_other("/drafts")
    count = len(_picture_ids(draft_id))
    words = ngettext("%(n)s picture", "%(n)s pictures", count) % {"n": count}
    return render(request, "publish/delete.html", {"draft": found, "pictures": words})


@signed_in
@require_safe
def suggest(request: HttpRequest, person: "Person") -> HttpResponse:
    """Hashtags that begin like the one being typed."""
    text = request.GET.get("q", "").replace("\x00", "").lstrip("#")[:60]
    return render(request, "publish/_tags.html", {"tags": queries.hashtags_starting(text, limit=6) if text else []})


urlpatterns = [
    path("new", new, name="new"),
    path("drafts", drafts, name="drafts"),
    path("drafts/autosave", autosave, name="autosave"),
    path("drafts/tags", suggest, name="suggest-tags"),
    path("drafts/<int:draft_id>", draft, name="draft"),
    path("drafts/<int:draft_id>/pictures", add_picture, name="add-picture"),
    path("drafts/<int:draft_id>/delete", delete, name="delete-draft"),
    path("n/<int:note_id>/edit", edit, name="edit-note"),
]
