"""Old handles: say who one was elsewhere and prove it; vouch for somebody; and what moderators decide about both."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from redbridge.arrival import actions, queries
from redbridge.arrival.handles import PLATFORMS, label_of
from redbridge.arrival.signingin import Begun
from redbridge.cards import people as cards
from redbridge.kit.errors import NotFound, Problem, Refused
from redbridge.language.queries import glossary
from redbridge.outbound import client
from redbridge.trust import queries as reports
from redbridge.web.accountforms import Form
from redbridge.web.shell import whole_page
from redbridge.web.viewers import number_in, see_other, sent_number, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAGE = "/settings/handles"
BEGUN = "sign_in_there"
# What stands between somebody and a proof, in words.
HINDRANCES = {
    "off": gettext_lazy("This site does not open pages elsewhere. Ask a moderator to look."),
    "missing": gettext_lazy("The code was not there. Save it in your old profile, wait a minute, and look again."),
    "gone": gettext_lazy("There is no such profile any more."),
    "wall": gettext_lazy("That place shows profiles to its own people only. Ask a moderator to look."),
    "unreachable": gettext_lazy("That place could not be reached."),
    "unreadable": gettext_lazy("What that place answered could not be read. Ask a moderator to look."),
    "moved": gettext_lazy("That address leads to another profile now. Ask a moderator to look."),
    "taken": gettext_lazy("Somebody else here proved the same handle before you. A moderator decides between you."),
    "other": gettext_lazy("A moderator looked and was not convinced that it is yours."),
    "sold": gettext_lazy("The account there seems to belong to somebody else now."),
    "false": gettext_lazy("The proof did not show that it is yours."),
    "mistake": gettext_lazy("It was proved by mistake."),
    "others": gettext_lazy("Somebody else proved that it is theirs."),
}
TAKEN_BACK_FOR = (
    ("sold", gettext_lazy("The account there changed hands")),
    ("false", gettext_lazy("The proof shows nothing of the kind")),
    ("mistake", gettext_lazy("We proved it by mistake")),
    ("others", gettext_lazy("It is somebody else's")),
)
REASONS = (
    ("missing", gettext_lazy("The code is not there")),
    ("unreachable", gettext_lazy("The place cannot be reached")),
    ("gone", gettext_lazy("There is no such profile")),
    ("other", gettext_lazy("It is somebody else's")),
)


class HandleForm(Form):
    """Where, and as whom."""

    platform = forms.ChoiceField(label=gettext_lazy("Where?"))
    handle = forms.CharField(max_length=300, label=gettext_lazy("Your handle there, or the address of your profile"))
    is_shown = forms.BooleanField(required=False, label=gettext_lazy("Show it on my profile once it is proved"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [  # type: ignore[attr-defined]  # a choice field
            (name, place.label) for name, place in PLATFORMS.items()
        ]


class NameForm(Form):
    """Which name, and why."""

    name = forms.CharField(max_length=60, label=gettext_lazy("The name that is yours"))
    words = forms.CharField(max_length=2000, required=False, label=gettext_lazy("Anything a moderator should know"))


class ObjectionForm(Form):
    """Why it is theirs after all."""

    words = forms.CharField(max_length=2000, label=gettext_lazy("Why is it yours?"))


@never_cache
@signed_in
def handles(request: HttpRequest, person: "Person") -> HttpResponse:
    """One's own old handles, and a form for another."""
    form = HandleForm(request.POST or None, initial={"platform": "tiktok"})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.claim_handle(person, **form.cleaned_data)
            return see_other(f"{PAGE}#handle-{row.id}")
        except Problem as problem:
            form.add_problem(problem)
    context = {
        "form": form,
        "handles": [(own, HINDRANCES.get(own.row.problem, "")) for own in queries.own_handles(person)],
        "claims": queries.own_name_claims(person),
        "profile": f"{settings.SITE_URL}/@{person.address}",
        "site": settings.SITE_URL,
        "can_fetch": client.is_on(),
        "place": "handles",
    }
    if request.headers.get("HX-Request"):
        return render(request, "handles/_list.html", context)
    status = 422 if request.method == "POST" else 200
    return whole_page(request, "handles/handles.html", context, status=status)


@never_cache
@signed_in
def sign_in_there(request: HttpRequest, person: "Person", handle_id: int) -> HttpResponse:
    """What signing in at the old place means, and the way there; a link, since forms lead to this site only."""
    own = queries.own_handle(person, handle_id=handle_id)
    if not own.can_sign_in:
        raise NotFound
    if request.method == "POST":
        try:
            request.session[BEGUN] = asdict(actions.begin_sign_in(person, handle_id=handle_id))
        except Refused as refused:
            messages.error(request, refused.sentence)
            return see_other(PAGE)
        return see_other(f"/handles/{handle_id}/sign-in")
    begun = _begun(request.session.get(BEGUN))
    address = begun.address if begun is not None and begun.handle_id == handle_id else ""
    return render(request, "handles/sign_in.html", {"own": own, "address": address})


@never_cache
@signed_in
@require_safe
def signed_in_there(request: HttpRequest, person: "Person", place: str) -> HttpResponse:
    """Back from there. Whatever it brought is used once."""
    begun = _begun(request.session.pop(BEGUN, None))
    said = {name: request.GET.get(name, "") for name in ("state", "code")}
    try:
        actions.finish_sign_in(person, begun=begun, place=place, **said)
    except (Refused, NotFound) as refused:
        messages.error(request, refused.sentence or _("This did not begin here. Begin again."))
        return see_other(PAGE)
    messages.success(request, _("Proved. We asked only who you are there, and keep no key to that account."))
    return see_other(PAGE)  # without the place of the handle on it: what we say stands at the top


def _begun(kept: Any) -> Begun | None:
    try:
        return Begun(**kept) if kept else None
    except TypeError:  # written by another version
        return None


@signed_in
def object_to(request: HttpRequest, person: "Person", handle_id: int) -> HttpResponse:
    """Say that a moderator took a handle back wrongly."""
    own = queries.own_handle(person, handle_id=handle_id)
    if not own.can_object:
        raise NotFound
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.object_to_revocation(person, handle_id=handle_id, **form.cleaned_data)
            messages.success(request, _("Another moderator will look. Put the new code into your old profile."))
            return see_other(PAGE)
        except Problem as problem:
            form.add_problem(problem)
    context = {"form": form, "own": own, "why": HINDRANCES.get(own.row.problem, "")}
    return render(request, "handles/object.html", context, status=422 if request.method == "POST" else 200)


def _show(*, is_shown: bool) -> Callable[..., None]:
    return lambda person, *, handle_id: actions.show_handle(person, handle_id=handle_id, is_shown=is_shown)


DOERS: dict[str, tuple[Callable[..., None], object]] = {
    "look": (actions.ask_check, ""),
    "ask": (actions.ask_moderator, gettext_lazy("A moderator will look. You hear of it in your inbox.")),
    "show": (_show(is_shown=True), gettext_lazy("Your profile shows it now.")),
    "hide": (_show(is_shown=False), gettext_lazy("Your profile no longer shows it.")),
    "remove": (actions.drop_handle, gettext_lazy("Forgotten, with everything about it.")),
    "leave-lists": (actions.leave_lists, gettext_lazy("Nobody's list holds this handle any more.")),
}


@require_POST
@signed_in
def change(request: HttpRequest, person: "Person", handle_id: int, do: str) -> HttpResponse:
    """One thing about one of one's own handles."""
    if do not in DOERS:
        raise NotFound
    doer, words = DOERS[do]
    try:
        doer(person, handle_id=handle_id)
        if words:
            messages.success(request, str(words))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return see_other(PAGE)
    return see_other(PAGE if words else f"{PAGE}#handle-{handle_id}")  # what we say stands at the top


@never_cache
@signed_in
def vouch(request: HttpRequest, person: "Person", handle_id: int) -> HttpResponse:
    """Say that an old handle is somebody's, or take that back."""
    if request.method == "POST":
        try:
            (actions.revoke_vouch if request.POST.get("on") == "0" else actions.vouch)(person, handle_id=handle_id)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("Thank you.") if request.POST.get("on") != "0" else _("Taken back."))
        return see_other(f"/handles/{handle_id}/vouch" if request.POST.get("on") != "0" else "/")
    view = queries.vouching(person, handle_id=handle_id)
    context = {"view": view, "owner": cards.cards([view.owner_id]).get(view.owner_id)}
    return render(request, "handles/vouch.html", context)


@signed_in
def claim_name(request: HttpRequest, person: "Person", handle_id: int) -> HttpResponse:
    """Claim a name from somebody who only pretends."""
    own = queries.own_handle(person, handle_id=handle_id)
    if not own.can_claim:
        raise NotFound
    form = NameForm(request.POST or None, initial={"name": own.row.handle})
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim_name(person, handle_id=handle_id, **form.cleaned_data)
            messages.success(request, _("A moderator will read it. You hear of it in your inbox."))
            return see_other(PAGE)
        except Problem as problem:
            form.add_problem(problem)
    context = {"form": form, "own": own}
    return render(request, "handles/name.html", context, status=422 if request.method == "POST" else 200)


@signed_in
@require_safe
def queue(request: HttpRequest, person: "Person") -> HttpResponse:
    """What moderators look at: old profiles, and names that somebody claims."""
    asked, after = queries.asked_handles(person, after=number_in(request, "after"))
    claims = queries.name_claims(person)
    ids = [one.row.person_id for one in asked] + [one.owner_id for one in asked if one.owner_id]
    ids += [each for claim in claims for each in (claim.person_id, claim.bearer_id)]
    people = cards.cards(ids, even_hidden=True)
    context = {
        "asked": [(one, people.get(one.row.person_id), people.get(one.owner_id or 0)) for one in asked],
        "claims": [
            (claim, label_of(claim.old_handle.platform), people.get(claim.person_id), people.get(claim.bearer_id))
            for claim in claims
        ],
        "reasons": REASONS,
        "next_page": after,
        "reports": reports.report_count(person),
        "waiting": queries.waiting_count(person),
        "slang": glossary.waiting_count(person),
    }
    return render(request, "handles/queue.html", context)


@require_POST
@signed_in
def decide(request: HttpRequest, person: "Person", handle_id: int) -> HttpResponse:
    """Yes, or no for a reason."""
    is_yes = request.POST.get("do") == "yes"
    reason = "" if is_yes else request.POST.get("reason", "") or "missing"
    return _decided(request, lambda: actions.decide_handle(person, handle_id=handle_id, reason=reason))


@require_POST
@signed_in
def revoke(request: HttpRequest, person: "Person", handle_id: int) -> HttpResponse:
    """Take a proof back, for a reason."""
    said = {"reason": request.POST.get("reason", ""), "words": request.POST.get("words", "")}
    back = f"/moderation/person/{sent_number(request, 'person') or 0}"
    return _decided(request, lambda: actions.revoke_handle(person, handle_id=handle_id, **said), back)


@require_POST
@signed_in
def decide_name(request: HttpRequest, person: "Person", claim_id: int) -> HttpResponse:
    """Give a name, or leave it where it is."""
    is_given = request.POST.get("do") == "give"
    return _decided(request, lambda: actions.decide_name(person, claim_id=claim_id, is_given=is_given))


def _decided(request: HttpRequest, decide_now: Callable[[], None], back: str = "/moderation/handles") -> HttpResponse:
    try:
        decide_now()
        messages.success(request, _("Decided. They are told."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return see_other(back)


urlpatterns = [
    path("settings/handles", handles, name="old-handles"),
    path("settings/handles/<int:handle_id>/<slug:do>", change, name="old-handle"),
    path("handles/<int:handle_id>/sign-in", sign_in_there, name="sign-in-there"),
    path("handles/signed-in/<str:place>", signed_in_there, name="signed-in-there"),
    path("handles/<int:handle_id>/object", object_to, name="object-to-revocation"),
    path("handles/<int:handle_id>/vouch", vouch, name="vouch"),
    path("handles/<int:handle_id>/name", claim_name, name="claim-name"),
    path("moderation/handles", queue, name="moderate-handles"),
    path("moderation/handles/<int:handle_id>", decide, name="decide-handle"),
    path("moderation/handles/<int:handle_id>/revoke", revoke, name="revoke-handle"),
    path("moderation/names/<int:claim_id>", decide_name, name="decide-name"),
]
