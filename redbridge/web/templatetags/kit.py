"""Small tags that every template may use without loading them."""

from datetime import datetime, timedelta
from functools import lru_cache

from babel.numbers import format_compact_decimal, format_decimal
from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, to_locale

from redbridge.language import names
from redbridge.notes.text import to_html

register = template.Library()
TEN_THOUSAND = 10_000


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite; decorative, so hidden from screen readers."""
    classes = f"icon {extra}".strip()
    sprite = static("img/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, sprite, name)


@register.simple_tag
def art(name: str) -> SafeString:
    """A drawing of the sprite for empty pages."""
    return format_html(
        '<svg viewBox="0 0 120 60" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), name
    )


@register.filter
def ago(moment: datetime) -> str:
    """`2 h`, `3 d`, then a date: how long ago something was, short enough for a comment."""
    age = timezone.now() - moment
    if age < timedelta(minutes=1):
        return gettext("now")
    if age < timedelta(hours=1):
        return gettext("%(n)s min") % {"n": age // timedelta(minutes=1)}
    if age < timedelta(days=1):
        return gettext("%(n)s h") % {"n": age // timedelta(hours=1)}
    if age < timedelta(days=7):
        return ngettext("%(n)s day", "%(n)s days", age.days) % {"n": age.days}
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")


@register.filter
def compact(number: int) -> str:
    """`1,204`, `18.4K`, in Chinese `1.8万`: counts that never break a card."""
    return _compact(number, to_locale(get_language() or settings.LANGUAGE_CODE))


@lru_cache(maxsize=4096)
def _compact(number: int, locale: str) -> str:
    if number < TEN_THOUSAND:
        return str(format_decimal(number, locale=locale))
    return str(format_compact_decimal(number, locale=locale, fraction_digits=1))


@register.simple_tag(takes_context=True)
def beneath(context: Context, words: str, extra: str = "") -> SafeString:
    """The translation of a short text below it, where the page has one."""
    reading = (context.get("said") or {}).get(words)
    if reading is None:
        return SafeString("")
    classes = f"translated {extra}".strip()
    return format_html('<span class="{}" lang="{}" dir="auto">{}</span>', classes, reading.language, reading.words)


@register.simple_tag(takes_context=True)
def beneath_text(context: Context, words: str) -> SafeString:
    """The same of a text with paragraphs."""
    reading = (context.get("said") or {}).get(words)
    if reading is None:
        return SafeString("")
    html = to_html(reading.words)
    return format_html('<div class="words-machine" lang="{}" dir="auto">{}</div>', reading.language, html)


@register.filter
def own_name(code: str) -> str:
    """The name of a language in itself."""
    return names.own_name(code)


@register.filter
def said_of(problems: dict[str, str], field: str) -> str:
    """The sentence about a field, or nothing."""
    return problems.get(field, "")


@register.filter
def said_within(problems: dict[str, str], place: str) -> bool:
    """Whether there is a sentence about a field inside of a place, like `details.days.2`."""
    return any(field.startswith(f"{place}.") for field in problems)


@register.filter
def whole(place: str) -> str:
    """An address of ours as others need it."""
    return f"{settings.SITE_URL}{place}"
