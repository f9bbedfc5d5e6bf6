"""Kinds whose words and pictures say everything."""

from collections.abc import Collection
from typing import Any


class Plain:
    """No details at all."""

    def tidied(self, details: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - what is not known is not kept
        return {}

    def check_complete(self, details: dict[str, Any], *, title: str, picture_count: int) -> None:
        """Nothing can be missing."""

    def finished(self, details: dict[str, Any], *, picture_ids: Collection[int]) -> dict[str, Any]:  # noqa: ARG002
        return details

    def words(self, details: dict[str, Any]) -> list[str]:  # noqa: ARG002 - there are none
        return []

    def facts(self, details: dict[str, Any]) -> tuple[str, ...]:  # noqa: ARG002 - there are none
        return ()

    def picture_ids(self, details: dict[str, Any]) -> list[int]:  # noqa: ARG002 - there are none
        return []


SHAPE = Plain()
