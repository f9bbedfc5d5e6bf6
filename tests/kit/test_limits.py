import threading

import pytest
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


@pytest.mark.django_db(transaction=True)
def test_no_more_pass_than_the_limit_when_all_come_at_once(file_database: None) -> None:
    passed: list[bool] = []
    start = threading.Barrier(8)

    def come() -> None:
        start.wait()
        passed.extend(limits.allow("door", limit=10, seconds=LONG) for _ in range(5))
        connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 10
    assert len(passed) == 40
