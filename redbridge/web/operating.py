"""The operator's pages: first set-up, settings of the site, what waits behind the pages, and the health check."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.utils import perform_login
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as people
from redbridge.demo import actions as demo
from redbridge.demo import queries as demo_queries
from redbridge.events import actions as events
from redbridge.events import queries as work
from redbridge.kit.errors import NotFound, Problem
from redbridge.mail import actions as mail
from redbridge.web.accountforms import region_choices
from redbridge.web.viewers import see_other, to_sign_in, viewer_of

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

Page = Callable[["HttpRequest", "Person"], HttpResponse]
DEAD_SHOWN = 20


class SiteForm(forms.Form):
    """What the operator chooses for everybody."""

    name = forms.CharField(max_length=60, label=gettext_lazy("Name of this place"))
    languages = forms.MultipleChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Languages of the pages"))
    region = forms.ChoiceField(required=False, label=gettext_lazy("Where this place is at home"))
    sign_up = forms.ChoiceField(
        choices=[
            ("open", gettext_lazy("Anybody")),
            ("invite", gettext_lazy("People with an invitation")),
            ("closed", gettext_lazy("Nobody new")),
        ],
        label=gettext_lazy("Who may join"),
    )
    contact = forms.CharField(max_length=200, required=False, label=gettext_lazy("How to reach you"))
    trusted_proxies = forms.CharField(max_length=2000, required=False, label=gettext_lazy("Trusted proxies"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = [(code, name) for code, name in region_choices() if code]
        self.fields["region"].choices = [("", _("Nowhere in particular")), *regions]  # type: ignore[attr-defined]  # a choice field

    def values(self) -> dict[str, Any]:
        """As `change_site` takes them."""
        return {**self.cleaned_data, "trusted_proxies": self.cleaned_data["trusted_proxies"].replace(",", " ").split()}


class OperatorForm(forms.Form):
    """The first operator's own account."""

    handle = forms.CharField(max_length=30)
    password = forms.CharField(max_length=200, strip=False)


def for_operators(page: Page) -> Callable[[HttpRequest], HttpResponse]:
    """Others learn nothing of these pages; signed-out people may sign in first."""

    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponse:
        person = viewer_of(request)
        if person is None:
            return to_sign_in(request)
        if not getattr(request.user, "is_operator", False):
            raise NotFound
        return page(request, person)

    return guarded


@never_cache
@sensitive_post_parameters("password", "token")
def setup(request: HttpRequest) -> HttpResponse:
    """Where the printed link leads: the first operator and the site in one form."""
    token = request.POST.get("token", "") or request.GET.get("token", "")
    if not token or people.invitation(token, purpose="operator") is None:
        return _no_setup(request, token)
    site_form = SiteForm(request.POST or None, initial=_chosen())
    own_form = OperatorForm(request.POST or None)
    if request.method == "POST" and site_form.is_valid() and own_form.is_valid():
        try:
            return _found_site(request, token, site_form, own_form)
        except Problem as problem:
            form = site_form if problem.field in site_form.fields else own_form
            form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
    context = {"form": site_form, "own": own_form, "token": token}
    return render(request, "operating/setup.html", context, status=422 if request.method == "POST" else 200)


def _no_setup(request: HttpRequest, token: str) -> HttpResponse:
    if not token and getattr(request.user, "is_operator", False):
        return see_other("/operate/settings")
    context = {"is_set_up": people.has_operator(), "had_token": bool(token)}
    return render(request, "operating/no_setup.html", context, status=404 if token else 200)


def _found_site(request: HttpRequest, token: str, site: SiteForm, own: OperatorForm) -> HttpResponse:
    language = str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
    own_words, place = own.cleaned_data, site.values()
    with transaction.atomic():  # a link must not be used up by half a set-up
        sign_in = accounts.join(
            handle=own_words["handle"],
            password=own_words["password"],
            language=language,
            region=place["region"],
            invitation=token,
        )
        accounts.change_site(people.person_of(sign_in), **place, set_up_at=timezone.now())
    perform_login(request, sign_in, email_verification="none")
    messages.success(request, _("This place is yours to look after. Welcome."))
    request.session["after_welcome"] = "/operate"
    return see_other("/sign-up/codes")


@for_operators
def site_settings(request: HttpRequest, person: "Person") -> HttpResponse:
    """The same form as at the first set-up."""
    form = SiteForm(request.POST or None, initial=_chosen())
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_site(person, **form.values())
        except Problem as problem:
            form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        else:
            messages.success(request, _("Saved. Every page shows it within seconds."))
            return see_other("/operate/settings")
    context = {"form": form, "can_mail": settings.CAN_MAIL, "email": people.email_of(people.sign_in_of(person))}
    return render(request, "operating/settings.html", context, status=422 if form.is_bound else 200)


def _chosen() -> dict[str, Any]:
    site = people.site()
    return {
        "name": site.name,
        "languages": site.languages or [code for code, _name in settings.LANGUAGES],
        "region": site.region,
        "sign_up": people.sign_up_policy(),
        "contact": site.contact,
        "trusted_proxies": "\n".join(site.trusted_proxies),
    }


@require_safe
@for_operators
def operate(request: HttpRequest, person: "Person") -> HttpResponse:
    """What waits, what runs and what died."""
    context = {
        "queues": work.queue_state(),
        "workers": work.workers_here(),
        "dead": work.dead_deliveries(limit=DEAD_SHOWN),
        "clock": work.clock_state(),
        "may_have_demo": settings.IS_LOOPBACK,
        "has_demo": demo_queries.is_here(),
    }
    return render(request, "operating/operate.html", context)


@require_POST
@for_operators
def run_again(request: HttpRequest, person: "Person") -> HttpResponse:
    """Give everything that died all its attempts again."""
    count = events.run_again(row.id for row in work.dead_deliveries(limit=10_000))
    messages.success(request, _("%(count)s will be tried again.") % {"count": count})
    return see_other("/operate")


@require_POST
@for_operators
def test_mail(request: HttpRequest, person: "Person") -> HttpResponse:
    """Send the operator a mail, to see whether mail leaves the house."""
    to = people.email_of(people.sign_in_of(person))
    language = str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
    sent = mail.send_mail(to, template="test", language=language, context={"name": people.site().name}) if to else None
    if sent:
        messages.success(request, _("A test is on its way to %(address)s.") % {"address": to})
    else:
        messages.error(request, _("Nothing was sent: set MAIL_URL, and confirm a mail address of your own first."))
    return see_other("/operate/settings")


@require_POST
@for_operators
def demo_world(request: HttpRequest, person: "Person") -> HttpResponse:
    """Have the demo world come, or go; a worker does it."""
    is_wanted = request.POST.get("wanted") == "1"
    demo.ask_for_demo(person, is_wanted=is_wanted)
    sentence = _("The demo world is on its way.") if is_wanted else _("The demo world is leaving. Give it a minute.")
    messages.success(request, sentence)
    return see_other("/operate")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while database and workers do their part. Strangers learn nothing but that; operators see the parts."""
    has_database = _has_database()
    workers = {} if settings.WORKER_URL else work.workers_here()  # those of other machines cannot be seen from here
    answer: dict[str, Any] = {"ok": has_database and all(workers.values())}
    if has_database and settings.SESSION_COOKIE_NAME in request.COOKIES and getattr(request.user, "is_operator", False):
        answer |= {"database": has_database, "worker": workers, "queue": _queues()}
    response = JsonResponse(answer, status=200 if answer["ok"] else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's word for "not again"
    return response


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM events_delivery LIMIT 1")
    except DatabaseError:
        return False
    return True


def _queues() -> dict[str, dict[str, Any]]:
    shown = ("waiting", "running", "dead", "oldest_seconds")
    return {row.queue: {name: getattr(row, name) for name in shown} for row in work.queue_state()}


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("setup", setup, name="setup"),
    path("operate", operate, name="operate"),
    path("operate/settings", site_settings, name="site-settings"),
    path("operate/run-again", run_again, name="run-again"),
    path("operate/demo", demo_world, name="demo-world"),
    path("operate/mail-test", test_mail, name="mail-test"),
]
