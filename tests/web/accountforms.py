"""What people type into the forms about accounts."""

import time
from typing import Any

from django.core import signing
from django.test import Client

from redbridge.web.accountforms import TICKET_SALT
from tests.cast import PASSWORD


class _EarlierSigner(signing.TimestampSigner):
    def __init__(self, age: int) -> None:
        super().__init__(salt=TICKET_SALT)
        self.age = age

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) - self.age)


def ticket(age: int = 30) -> str:
    """As a page sent `age` seconds ago had it."""
    return _EarlierSigner(age).sign("form")


def joining(**more: Any) -> dict[str, Any]:
    """A sign-up form filled in as it should be, but for `more`."""
    return {
        "handle": "nora",
        "name": "Nora",
        "password": PASSWORD,
        "birth_month": "5",
        "birth_year": "1990",
        "region": "US",
        "accept": "1",
        "website": "",
        "ticket": ticket(),
        "next": "/",
    } | more


def sign_in(client: Client, handle: str, password: str = PASSWORD, **more: Any) -> Any:
    """The form on /sign-in."""
    return client.post("/sign-in", {"login": handle, "password": password, **more})
