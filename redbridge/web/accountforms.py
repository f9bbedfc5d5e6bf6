"""Forms about accounts: they read what was typed; the rules themselves are the actions'."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redbridge.accounts import handles, languages, words
from redbridge.accounts.actions.joining import check_handle
from redbridge.accounts.passwords import LONGEST as LONGEST_PASSWORD
from redbridge.kit.errors import Problem, Refused, TooFast
from redbridge.regions.rules import ELSEWHERE, REGIONS

TICKET_SALT = "sign-up"
# People need longer than this for six fields; programs that fill forms do not.
QUICKEST_SECONDS = 1
TICKET_SECONDS = 12 * 60 * 60


class Form(forms.Form):
    """A form whose cleaners may raise what actions raise."""

    def add_problem(self, problem: Problem) -> None:
        """Show a sentence beside its field, or above the form when it has none here; too fast is a page of its own."""
        if isinstance(problem, TooFast):
            raise problem
        self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def checked(self, field: str, check: Callable[[str], Any]) -> Any:
        """What `check` makes of a field; its refusal becomes the field's error."""
        try:
            return check(self.cleaned_data[field])
        except Refused as problem:
            raise forms.ValidationError(problem.sentence, code=problem.code) from None


def new_ticket() -> str:
    """Says, signed, when the page with a form was sent."""
    return signing.TimestampSigner(salt=TICKET_SALT).sign("form")


class JoinForm(Form):
    """What it takes to join. `website` is a trap: people never see it."""

    handle = forms.CharField(max_length=100, label=gettext_lazy("Handle"))
    name = forms.CharField(max_length=200, required=False, label=gettext_lazy("Name"))
    password = forms.CharField(max_length=LONGEST_PASSWORD, strip=False, label=gettext_lazy("Password"))
    email = forms.CharField(max_length=254, required=False, label=gettext_lazy("Mail address"))
    birth_month = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Month"))
    birth_year = forms.IntegerField(label=gettext_lazy("Year"))
    region = forms.ChoiceField(required=False, label=gettext_lazy("Where you live"))
    accept = forms.BooleanField(label=gettext_lazy("I have read the terms and what happens with my data"))
    website = forms.CharField(required=False)
    ticket = forms.CharField(required=False)
    invitation = forms.CharField(required=False)
    next = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("website", "ticket", "invitation", "next"):
            self.fields[name].validators = []  # nobody sees these, so what is wrong with one must not be told beside it
        months = [("", _("Month")), *((number, str(name)) for number, name in MONTHS.items())]
        self.fields["birth_month"].choices = months  # type: ignore[attr-defined]  # a choice field
        self.fields["region"].choices = region_choices()  # type: ignore[attr-defined]  # a choice field
        required = _("Please fill this in.")
        for field in self.fields.values():
            field.error_messages["required"] = required
        wrong_birth = _("Choose the month and type the year, as in 1996.")
        for name in ("birth_month", "birth_year"):
            self.fields[name].error_messages |= {
                "required": wrong_birth,
                "invalid": wrong_birth,
                "invalid_choice": wrong_birth,
            }
        self.fields["accept"].error_messages["required"] = _("Please agree to this first.")
        if not settings.CAN_MAIL:
            del self.fields["email"]

    def clean_handle(self) -> str:
        """Its shape only: whether it is free is asked together with the rest."""
        return str(self.checked("handle", handles.clean_handle))

    def clean_name(self) -> str:
        """Any script; empty is fine."""
        name = self.cleaned_data["name"]
        return str(self.checked("name", words.clean_name)) if name.strip() else ""

    def clean(self) -> dict[str, Any]:
        """The two traps, and a handle that is free for this name and place."""
        data = super().clean() or {}
        if data.get("website") or not self._ticket_is_fine(data.get("ticket", "")):
            raise forms.ValidationError(
                _("That was faster than people type. Send it once more; what you typed is kept.")
            )
        if "handle" in data and "handle" not in self.errors:
            try:
                check_handle(data["handle"], name=data.get("name", ""), region=data.get("region", ""))
            except Refused as problem:
                self.add_problem(problem)
        return data

    @property
    def birth(self) -> str:
        """As `join` takes it."""
        return f"{self.cleaned_data['birth_year']:04d}-{self.cleaned_data['birth_month']:02d}"

    def _ticket_is_fine(self, ticket: str) -> bool:
        signer = signing.TimestampSigner(salt=TICKET_SALT)
        try:
            signer.unsign(ticket, max_age=TICKET_SECONDS)
            sent_at = signing.b62_decode(ticket.rsplit(":", 2)[1])
        except (signing.BadSignature, ValueError, IndexError):
            return False
        return timezone.now().timestamp() - sent_at >= QUICKEST_SECONDS


class CodeForm(Form):
    """A code from a mail or a sheet."""

    code = forms.CharField(max_length=40, label=gettext_lazy("Code"))


class EmailForm(Form):
    """A mail address, and the password for proof."""

    email = forms.CharField(max_length=254, label=gettext_lazy("Mail address"))
    password = forms.CharField(max_length=LONGEST_PASSWORD, strip=False, label=gettext_lazy("Your password"))


class PasswordForm(Form):
    """The password, before something final."""

    password = forms.CharField(max_length=LONGEST_PASSWORD, strip=False, label=gettext_lazy("Your password"))


class NewPasswordForm(Form):
    """A new password."""

    password = forms.CharField(max_length=LONGEST_PASSWORD, strip=False, label=gettext_lazy("New password"))


class RecoverForm(Form):
    """A handle and one of its recovery codes."""

    handle = forms.CharField(max_length=100, label=gettext_lazy("Handle"))
    code = forms.CharField(max_length=40, label=gettext_lazy("One of your recovery codes"))


class LanguagesForm(Form):
    """Languages that somebody reads, writes and learns."""

    reads = forms.MultipleChoiceField(required=False, label=gettext_lazy("I read"))
    writes = forms.MultipleChoiceField(required=False, label=gettext_lazy("I write"))
    learns = forms.MultipleChoiceField(required=False, label=gettext_lazy("I am learning"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reads", "writes", "learns"):
            self.fields[name].choices = list(languages.NAMES.items())  # type: ignore[attr-defined]  # a choice field
            self.fields[name].error_messages["invalid_choice"] = _("Choose a language from the list.")


def _order(name: str) -> bytes:
    """As a reader looks it up: by sound in Simplified Chinese, by strokes in Traditional, by letters elsewhere."""
    language = get_language() or ""
    if language.startswith("zh"):
        return name.encode("big5" if language == "zh-hant" else "gb18030", "replace")
    plain = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).encode()


def region_choices() -> list[tuple[str, str]]:
    """Regions by their names in the reader's language, and anywhere else."""
    named = [(region.code, str(region.name)) for region in REGIONS.values()]
    named.sort(key=lambda pair: _order(pair[1]))
    return [(ELSEWHERE.code, str(ELSEWHERE.name)), *named]
