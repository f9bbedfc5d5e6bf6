"""Tokens for programs: made here, shown once, ended here."""

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from redbridge.accounts import actions, queries
from redbridge.accounts.actions import LIFETIMES
from redbridge.accounts.scopes import SCOPES, kept_from
from redbridge.kit.errors import Problem
from redbridge.web.accountforms import Form
from redbridge.web.signing_in import ours
from redbridge.web.viewers import see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

USUAL_DAYS = 90


class TokenForm(Form):
    """What a new token may do, and for how long."""

    name = forms.CharField(max_length=200, label=gettext_lazy("What is it for?"))
    scopes = forms.MultipleChoiceField(label=gettext_lazy("What may it do?"))
    days = forms.TypedChoiceField(coerce=int, label=gettext_lazy("How long?"), initial=USUAL_DAYS)

    def __init__(self, *args: Any, kept: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(scope, words) for scope, words in SCOPES.items() if scope not in kept]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]  # a choice field
        self.fields["days"].choices = [  # type: ignore[attr-defined]  # the same
            (days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("Until I end it"))
            for days in LIFETIMES
        ]


@signed_in
def tokens(request: HttpRequest, person: "Person") -> HttpResponse:
    """All tokens, and a form for a new one whose secret is shown once, on the page that answers it."""
    reauthentication_required(lambda _request: None, app="allauth.mfa")(request)
    form = TokenForm(request.POST or None, kept=kept_from(queries.sign_in_of(person)))
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = actions.make_token(person, **form.cleaned_data)
        except Problem as problem:
            form.add_problem(problem)
    context = {"form": form, "secret": secret, "tokens": queries.tokens_of(person), "now": timezone.now()}
    status = 422 if request.method == "POST" and not secret else 200
    return render(request, "settings/tokens.html", {**context, "place": "tokens"}, status=status)


@require_POST
@signed_in
def end(request: HttpRequest, person: "Person", token_id: int) -> HttpResponse:
    """End one token."""
    actions.end_token(person, token_id=token_id)
    messages.success(request, _("That token has ended."))
    return see_other("/settings/tokens")


urlpatterns = [
    path("settings/tokens", ours(tokens), name="tokens"),
    path("settings/tokens/<int:token_id>/end", end, name="end-token"),
]
