"""The description of the API, as it is served, checked in and shown."""

import json
from typing import Any

from ninja import NinjaAPI

from redbridge.accounts.scopes import SCOPES
from redbridge.api.words import BEARER

PREFIX = "/api/bridge/v1/"
LEAD = (
    "Everything that a page of this site can do, for programs. Signing up, passwords and second steps stay"
    " with the pages. Ids are strings. Lists come in pages: hand `after` back as it came, until it is null."
)
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Up to 255 letters of ASCII. Sent again within 24 hours, it is answered again and not done again.",
    "schema": {"type": "string", "maxLength": 255},
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457). `detail` is a sentence in the language of Accept-Language.",
    "required": ["title", "status", "detail", "code"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "field": {"type": "string"},
        "scope": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
        "draft": {"$ref": "#/components/schemas/Draft"},
        "received": {"type": "integer"},
    },
}
METHODS = ("get", "post", "put", "patch", "delete")


def document(api: NinjaAPI) -> dict[str, Any]:
    """The description as plain JSON, in English and the same on every site."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX.lstrip("/"))))
    found["info"] = {"title": "Redbridge", "version": "1", "description": LEAD}
    found["servers"] = [{"url": "/"}]
    found["components"]["schemas"]["Problem"] = PROBLEM
    about = "A token of `/settings/tokens`. Its scopes: " + ", ".join(f"`{scope}`" for scope in SCOPES) + "."
    found["components"]["securitySchemes"] = {BEARER: {"type": "http", "scheme": "bearer", "description": about}}
    for path in found["paths"].values():
        for method in METHODS:
            if method in path:
                _complete(method, path[method])
    return found


def _complete(method: str, operation: dict[str, Any]) -> None:
    """What holds for every operation and stands in none."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"]["default"] = {"description": "A problem", "content": content}
    if method != "get":
        operation["parameters"].append(KEY)
    operation["summary"] = operation.pop("description", operation["summary"]).strip().split("\n")[0]
    if operation["operationId"] == "get_archive_file":
        binary = {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
        operation["responses"]["200"] = operation["responses"]["206"] = {"description": "The file", "content": binary}
    if operation["operationId"] in {"send_chunk", "send_part"}:
        binary = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        operation["requestBody"] = {"required": True, "content": binary}
