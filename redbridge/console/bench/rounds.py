"""Measures workloads beside the bare view, round after round, and sums up."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from redbridge.console.bench.site import Client, Failed, Site

READING = ("explore", "explore_signed_in", "note_page", "profile", "home_feed", "feed_json", "watch")
WRITING = ("create_note", "upload_picture")
WORKLOADS = (*READING, *WRITING)
TRANSLATED, MOST_TRANSLATED = "explore_translated", 1.15  # beside `explore`, and never more than so many times of it
AT_EVERY_SIZE = {"explore", "explore_signed_in", "home_feed", "feed_json"}
TARGETS = {"explore": 6.0, "note_page": 10.0, "create_note": 40.0, "home_feed": 5.0, "feed_json": 5.0}
MOST_GROWTH, MOST_MEMORY = 1.2, 350.0
COUNTS = {
    "bare": 600,
    "explore": 250,
    "explore_signed_in": 250,
    TRANSLATED: 250,
    "note_page": 150,
    "profile": 150,
    "home_feed": 250,
    "feed_json": 250,
    "watch": 150,
    "create_note": 40,
    "upload_picture": 3,
}
MIXED = 1000
WARM_NOTES = 10


@dataclass
class Figures:
    """What was seen of one workload at one size."""

    cpu_ms: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def row(self, workload: str, size: int) -> dict[str, Any]:
        """Medians over the rounds; percentiles over all requests."""
        return {
            "workload": workload,
            "size": size,
            "cpu_ms": round(statistics.median(self.cpu_ms), 3),
            "ratio": round(statistics.median(self.ratios), 2),
            "p50_ms": round(statistics.median(self.times), 2),
            "p99_ms": round(sorted(self.times)[int(len(self.times) * 0.99)], 2),
        }

    def spread(self) -> list[float]:
        """The smallest and the largest ratio of a round."""
        return [round(min(self.ratios), 2), round(max(self.ratios), 2)]


def drafts_needed(rounds: int) -> int:
    """How many drafts all rounds publish together."""
    return rounds * COUNTS["create_note"] + WARM_NOTES


@dataclass
class Bench:
    """All sites of one run and what was measured of them."""

    client: Client
    sites: list[Site]
    only: tuple[str, ...]
    say: Callable[[str], object]
    found: dict[tuple[str, int], Figures] = field(default_factory=lambda: defaultdict(Figures))

    def warm(self) -> None:
        """Every page once, so that each round meets the same caches."""
        for site in self.sites:
            self.say(f"Warming the site of {site.size} notes")
            self.client.run(site.port, site.visits.everything())
            if TRANSLATED in self.only:
                self.client.run(site.port, site.visits.of(TRANSLATED, 5))
            if "create_note" in self.only and site is self.sites[-1]:
                self.client.run(site.port, site.visits.of("create_note", WARM_NOTES))

    def memory(self) -> dict[str, float]:
        """Megabytes by process after a thousand mixed requests and one upload to the largest site."""
        site = self.sites[-1]
        self.say("Measuring memory")
        self.client.run(site.port, site.visits.mixed(MIXED), connections=8)
        if site.visits.can_write:
            self.client.run(site.port, site.visits.of("upload_picture", 1))
        return site.memory()

    def round(self) -> None:
        """Every workload at every size once, each size beginning with the bare view."""
        for site in self.sites:
            bare = self._measure(site, "bare")
            self.found["bare", site.size].ratios.append(1.0)
            for workload in self._wanted(site):
                cost = self._measure(site, workload)
                self.found[workload, site.size].ratios.append(cost / bare)

    def rows(self) -> list[dict[str, Any]]:
        """One row for each workload and size."""
        places = [(workload, site.size) for workload in self.only for site in self.sites]
        return [self.found[place].row(*place) for place in places if place in self.found]

    def growth(self) -> dict[str, float]:
        """How much more the largest world costs than the smallest, by the median of the rounds."""
        sizes = [site.size for site in self.sites]
        return {
            workload: round(_growth(self.found[workload, sizes[0]], self.found[workload, sizes[-1]]), 2)
            for workload in self.only
            if workload in AT_EVERY_SIZE and len(sizes) > 1
        }

    def translated(self) -> float | None:
        """How many times a page of cards costs in the reader's own language what it costs else."""
        size = self.sites[-1].size
        if ("explore", size) not in self.found or (TRANSLATED, size) not in self.found:
            return None
        return round(_growth(self.found["explore", size], self.found[TRANSLATED, size]), 2)

    def _wanted(self, site: Site) -> Iterable[str]:
        is_largest = site is self.sites[-1]
        return (workload for workload in self.only if is_largest or workload in AT_EVERY_SIZE)

    def _measure(self, site: Site, workload: str) -> float:
        requests = site.visits.of(workload, COUNTS[workload])
        before, ended_before = site.cpu(), site.cpu_of_ended()
        times = self.client.run(site.port, requests)
        cost = site.cpu() - before
        if workload == "upload_picture":  # its decoder is a process that lives for one picture
            cost += site.cpu_of_ended() - ended_before
        each = cost * 1000 / len(requests)
        if each <= 0:
            raise Failed("The CPU time of the web process could not be read.")
        figures = self.found[workload, site.size]
        figures.cpu_ms.append(each)
        figures.times += times
        return each


def _growth(small: Figures, large: Figures) -> float:
    return statistics.median(b / a for a, b in zip(small.ratios, large.ratios, strict=True))
