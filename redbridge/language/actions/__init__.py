"""Translate, and improve what was translated."""

from redbridge.language.actions.translating import translate

__all__ = ["translate"]
