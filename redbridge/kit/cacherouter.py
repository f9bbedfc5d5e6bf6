"""Keeps the cache table in a database file of its own, so that counting sign-in attempts never takes the write lock."""

from typing import Any


class CacheRouter:
    """Django's cache table goes to `cache`, everything else stays in `default`."""

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    def db_for_write(self, model: Any, **_hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return (db == "cache") == (app_label == "django_cache")
