"""Translate, and improve what was translated."""

from redbridge.language.actions.choosing import set_choice, set_habits
from redbridge.language.actions.forgetting import forget_texts, tidy
from redbridge.language.actions.improving import doubt, improve, vote, withdraw
from redbridge.language.actions.translating import translate
from redbridge.language.actions.wanting import want

__all__ = [
    "doubt",
    "forget_texts",
    "improve",
    "set_choice",
    "set_habits",
    "tidy",
    "translate",
    "vote",
    "want",
    "withdraw",
]
