"""What pages about accounts need: options of passkeys as text for an attribute."""

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """JSON text; the template escapes it for the attribute it stands in."""
    return json.dumps(value)
