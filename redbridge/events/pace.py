"""How often workers look, how long they wait and when they give up."""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection


@dataclass(frozen=True)
class Pace:
    """Seconds, unless the name says otherwise; tests hurry."""

    look: float = 5
    look_without_bell: float = 1
    lease: float = 60
    attempts: int = 8
    first_pause: float = 5
    pause_growth: float = 3
    longest_work: float = 15 * 60
    longest_bulk_work: float = 2 * 60 * 60
    grace: float = 20

    def seconds_between_looks(self) -> float:
        # Announcements of another machine ring no bell here; only PostgreSQL is shared between machines.
        return min(self.look, self.look_without_bell) if connection.vendor == "postgresql" else self.look

    def lease_length(self) -> timedelta:
        return timedelta(seconds=self.lease)

    def pause_after(self, attempts: int) -> timedelta:
        """Grows with each failure, by chance half or half again as long, so that failures of one moment spread."""
        seconds = self.first_pause * self.pause_growth ** max(attempts - 1, 0)
        return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311 - spreads load, keeps no secret
