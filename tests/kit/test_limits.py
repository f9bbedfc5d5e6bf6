import threading
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections

from redbridge.kit import limits
from redbridge.kit.errors import TooFast

LONG = 10**8  # a span that does not end while a test runs


@pytest.mark.django_db
def test_a_limit_counts_each_key_for_itself() -> None:
    assert [limits.allow("a", limit=2, seconds=LONG) for _ in range(4)] == [True, True, False, False]
    assert limits.allow("b", limit=2, seconds=LONG)
    assert limits.allow("a", limit=2, seconds=2 * LONG), "another span is another limit"


@pytest.mark.django_db
def test_the_sentence_says_when_to_come_back() -> None:
    limits.require("a", limit=1, seconds=LONG)
    with pytest.raises(TooFast, match="Try again in") as fast:
        limits.require("a", limit=1, seconds=LONG)
    assert 0 < fast.value.retry_after <= LONG


class Hesitant:
    """The real cache, with a pause in which another thread would like to come between reading and writing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(cache, name)

    def get(self, *arguments: Any) -> Any:
        found = cache.get(*arguments)
        time.sleep(0.002)
        return found


@pytest.mark.django_db(transaction=True)
def test_no_more_pass_than_the_limit_when_all_come_at_once(
    file_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "cache", Hesitant())
    passed: list[bool] = []
    start = threading.Barrier(4)

    def come() -> None:
        start.wait()
        passed.extend(limits.allow("door", limit=10, seconds=LONG) for _ in range(4))
        connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 10
    assert len(passed) == 16


@pytest.mark.django_db
def test_uses_are_taken_by_packs_and_never_more_than_the_limit() -> None:
    found = [limits.spend("p", limit=25, seconds=LONG, pack=10) for _ in range(30)]
    assert [left.is_over for left in found] == [False] * 25 + [True] * 5
    assert found[0].remaining == 24
    assert found[24].remaining == 0
    assert all(0 < left.reset <= LONG for left in found)


@pytest.mark.django_db
def test_another_process_gets_only_what_is_left() -> None:
    for _ in range(15):
        limits.spend("p", limit=100, seconds=LONG, pack=10)
    limits.forget_held()  # as a process that starts anew: 20 are taken from the shared count
    found = [limits.spend("p", limit=100, seconds=LONG, pack=10) for _ in range(90)]
    assert sum(not left.is_over for left in found) == 80


@pytest.mark.django_db(transaction=True)
def test_packs_hold_with_threads_at_once(file_database: None) -> None:
    passed: list[bool] = []
    start = threading.Barrier(4)

    def come() -> None:
        start.wait()
        passed.extend(not limits.spend("p", limit=40, seconds=LONG, pack=4).is_over for _ in range(20))
        connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 40
