"""The description of the API, for programs and for people."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redbridge.accounts.scopes import SCOPES
from redbridge.api.openapi import METHODS, document

HOUR = 3600


@cache
def _document() -> dict[str, Any]:
    from redbridge.api.urls import api  # noqa: PLC0415 - the addresses name this page

    return document(api)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description in OpenAPI 3.1."""
    answer = JsonResponse(_document(), json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = f"public, max-age={HOUR}"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same as a page to read: no script, nothing from elsewhere."""
    context = {"words": _words(), "shapes": _shapes(), "scopes": SCOPES.items()}
    return render(request, "api/docs.html", context)


def _words() -> dict[str, list[dict[str, Any]]]:
    """Operations by word, in the order of the table of contents."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in _document()["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                found.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    return found


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    security = operation["security"]
    answers = {status: _named(answer) for status, answer in operation["responses"].items() if status != "default"}
    return {
        "id": operation["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": operation["summary"],
        "scope": security[-1]["token"][0],
        "is_open": {} in security,
        "parameters": [
            {"name": each["name"], "where": each["in"], "type": _type(each["schema"]), "is_needed": each["required"]}
            for each in operation["parameters"]
            if each["in"] != "header"
        ],
        "body": _named(operation.get("requestBody", {})),
        "answers": answers,
    }


def _shapes() -> list[dict[str, Any]]:
    found = []
    for name, shape in sorted(_document()["components"]["schemas"].items()):
        needed = shape.get("required", [])
        fields = [
            {
                "name": each,
                "type": _type(about),
                "is_needed": each in needed,
                "about": about.get("description", ""),
            }
            for each, about in shape.get("properties", {}).items()
        ]
        found.append({"name": name, "about": shape.get("description", ""), "fields": fields})
    return found


def _named(answer: dict[str, Any]) -> dict[str, Any]:
    """The kind of a body and the name of its shape."""
    for kind, content in answer.get("content", {}).items():
        return {"kind": kind, "type": _type(content["schema"]), "is_shape": "$ref" in content["schema"]}
    return {}


def _type(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(repr(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    kind = schema.get("format") or schema.get("type") or "anything"
    if kind == "object" and "properties" in schema:
        return ", ".join(schema["properties"])
    return str("id" if schema.get("pattern", "").startswith("^[0-9]{1,19}") else kind)
