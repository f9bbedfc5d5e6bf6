"""What is special about a kind of note, as a list that people can read."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redbridge.kit.money import shown

LABELS = {
    "days": gettext_lazy("Days"),
    "stops": gettext_lazy("Stops"),
    "place": gettext_lazy("Place"),
    "time": gettext_lazy("Time"),
    "cost": gettext_lazy("Cost"),
    "tip": gettext_lazy("Tip"),
    "makes": gettext_lazy("Makes"),
    "materials": gettext_lazy("Materials"),
    "amount": gettext_lazy("Amount"),
    "steps": gettext_lazy("Steps"),
    "text": gettext_lazy("Text"),
    "minutes": gettext_lazy("Minutes"),
    "brand": gettext_lazy("Brand"),
    "name": gettext_lazy("Name"),
    "title": gettext_lazy("Title"),
    "link": gettext_lazy("Link"),
    "barcode": gettext_lazy("Barcode"),
    "rating": gettext_lazy("Stars"),
    "pros": gettext_lazy("For it"),
    "cons": gettext_lazy("Against it"),
    "price": gettext_lazy("Price"),
    "bought": gettext_lazy("Where bought"),
}
UNTOLD = {"picture", "near", "source", "currency"}  # numbers of other things, or told with another line


def readable(details: dict[str, Any], paid_in: str = "") -> SafeString | str:
    """The details as lists in lists; empty when there is nothing to tell."""
    paid_in = str(details.get("currency") or paid_in)
    rows = [(LABELS.get(key, key), _value(key, value, paid_in)) for key, value in details.items() if key not in UNTOLD]
    told = [(label, value) for label, value in rows if value not in ("", None)]
    if not told:
        return ""
    return format_html('<dl class="details">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", told))


def _value(key: str, value: Any, paid_in: str) -> Any:
    if isinstance(value, dict):
        return readable(value, paid_in)
    if isinstance(value, list):
        items = [(_value("", each, paid_in),) for each in value]
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", items)) if items else ""
    if key in {"cost", "price"} and isinstance(value, int) and paid_in:
        return shown(value, paid_in)
    if key == "rating" and isinstance(value, int):
        return _("%(stars)s of 5") % {"stars": f"{value / 2:g}"}
    return str(value)
