"""Codes that people put into an old profile."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
CODE_LETTERS = 10


def new_code() -> str:
    return "redbridge-" + "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
