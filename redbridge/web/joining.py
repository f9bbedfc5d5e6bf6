"""Joining: the form, the code of a mail address, and a sheet of recovery codes to keep."""

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from redbridge.accounts import actions, queries
from redbridge.accounts.ages import TOO_YOUNG, too_young
from redbridge.kit.errors import NotAllowed, Problem
from redbridge.regions.rules import REGIONS
from redbridge.web import waitingroom
from redbridge.web.accountforms import CodeForm, JoinForm, new_ticket
from redbridge.web.viewers import safe_path, see_other, signed_in

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

# A day: long enough that nobody tries year after year, short enough for the next reader of a shared computer.
YOUNG_COOKIE, YOUNG_SECONDS = "later", 24 * 60 * 60


@never_cache
@sensitive_post_parameters("password", "birth_month", "birth_year")
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form for joining."""
    if answer := _turned_away(request):
        return answer
    form = JoinForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _join(request, form)
        except NotAllowed:
            return _closed(request)
        except Problem as problem:
            if problem.code == TOO_YOUNG:
                return _kind_no(request)
            form.add_problem(problem)
    return _form(request, form)


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    if request.user.is_authenticated:
        return see_other("/")
    if _was_too_young(request):
        return _kind_no(request)
    return None if _is_open(request) else _closed(request)


def _closed(request: HttpRequest) -> HttpResponse:
    context = {"policy": queries.sign_up_policy()}
    return render(request, "accounts/closed.html", context, status=403 if request.method == "POST" else 200)


def _form(request: HttpRequest, form: JoinForm) -> HttpResponse:
    context = {"form": form, "ticket": new_ticket(), "can_mail": settings.CAN_MAIL}
    return render(request, "accounts/sign_up.html", context, status=422 if request.method == "POST" else 200)


def _initial(request: HttpRequest) -> dict[str, Any]:
    asked = request.headers.get("Accept-Language", "").partition(",")[0].partition("-")[2].upper()
    return {
        "region": queries.site().region or (asked if asked in REGIONS else ""),
        "invitation": request.GET.get("invitation", ""),
        "next": safe_path(request, request.GET.get("next")),
    }


def _is_open(request: HttpRequest) -> bool:
    if queries.sign_up_policy() == "open":
        return True
    token = (request.POST.get("invitation") or request.GET.get("invitation") or "")[:100]
    if not token:
        return False
    is_join = queries.sign_up_policy() == "invite" and queries.invitation(token, purpose="join") is not None
    return is_join or queries.invitation(token, purpose="operator") is not None


def _join(request: HttpRequest, form: JoinForm) -> HttpResponse:
    data = form.cleaned_data
    sign_in = actions.join(
        handle=data["handle"],
        name=data["name"],
        password=data["password"],
        email=data.get("email", "").strip(),
        language=str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)),
        birth_month=form.birth,
        region=data["region"],
        invitation=data["invitation"],
        client_address=getattr(request, "client_address", ""),
    )
    after = safe_path(request, data["next"])
    request.session["after_welcome"] = after
    perform_login(request, sign_in, email_verification="none", redirect_url="/sign-up/codes", signup=True)
    reauthenticate_by_password(request)  # they typed it a second ago
    answer = see_other("/sign-up/mail" if queries.waiting_email(sign_in) else "/sign-up/codes")
    person = queries.person_of(sign_in)
    return waitingroom.claim(request, person, answer) if person else answer


def _was_too_young(request: HttpRequest) -> bool:
    try:
        signing.TimestampSigner(salt=YOUNG_COOKIE).unsign(request.COOKIES.get(YOUNG_COOKIE, ""), max_age=YOUNG_SECONDS)
    except signing.BadSignature:
        return False
    return True


def _kind_no(request: HttpRequest) -> HttpResponse:
    response = render(request, "accounts/too_young.html", {"sentence": too_young().sentence}, status=403)
    if YOUNG_COOKIE not in request.COOKIES:
        token = signing.TimestampSigner(salt=YOUNG_COOKIE).sign("1")
        response.set_cookie(
            YOUNG_COOKIE, token, max_age=YOUNG_SECONDS, httponly=True, secure=settings.SECURE, samesite="Lax"
        )
    return response


@never_cache
@signed_in
def confirm_mail(request: HttpRequest, person: "Person") -> HttpResponse:
    """The code that we sent to the address of the form."""
    sign_in = queries.sign_in_of(person)
    email = queries.waiting_email(sign_in)
    if not email:
        return see_other("/sign-up/codes")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_email(sign_in, code=form.cleaned_data["code"])
            return see_other("/sign-up/codes")
        except Problem as problem:
            form.add_problem(problem)
    context = {"form": form, "email": email}
    return render(request, "accounts/mail_code.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@signed_in
def codes(request: HttpRequest, person: "Person") -> HttpResponse:
    """An offer, right after joining: codes that let one back in without a mail server."""
    sign_in = queries.sign_in_of(person)
    if request.method == "POST" and not queries.protection_of(sign_in).has_codes:
        actions.make_recovery_codes(sign_in)
        return render(request, "accounts/codes.html", {"codes": actions.show_recovery_codes(sign_in)})
    if queries.protection_of(sign_in).has_codes:
        return see_other("/welcome")
    return render(request, "accounts/codes.html", {"codes": []})


urlpatterns = [
    path("sign-up", sign_up, name="account_signup"),
    path("sign-up/mail", confirm_mail, name="sign_up_mail"),
    path("sign-up/codes", codes, name="sign_up_codes"),
]
