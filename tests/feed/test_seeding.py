"""What somebody loves or brought along stands ahead on their Explore, in an order that can be paged through."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import actions, queries
from redbridge.feed.ranking import HEAD_START, head_start
from redbridge.kit import limits
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


def test_a_head_start_is_between_nothing_and_a_day() -> None:
    assert [head_start(weight) for weight in (-1, 0, 0.5, 1, 7)] == [0, 0, HEAD_START / 2, HEAD_START, HEAD_START]


def test_topics_that_one_loves_stand_ahead(dana: Person, lin: Person, mei: Person) -> None:
    now = timezone.now()
    cat = publish(dana, caption="#cats", at=now - timedelta(hours=20))
    old_cat = publish(mei, caption="#cats", at=now - timedelta(hours=40))
    bike = publish(mei, caption="#bikes", at=now - timedelta(hours=1))
    run_waiting(twice=True)
    assert queries.explore(lin).note_ids == [bike.id, cat.id, old_cat.id]
    actions.choose_interests(lin, topics=["cats"])
    assert queries.explore(lin).note_ids == [cat.id, bike.id, old_cat.id]
    assert queries.explore(dana).note_ids == queries.explore(None).note_ids == [bike.id, cat.id, old_cat.id]
    actions.choose_interests(lin, topics=[])
    actions.seed_taste(lin, topics={"cats": 0.5, "nonsense": 1}, languages={"es": 1, "xx": 1})
    assert queries.explore(lin).note_ids == [bike.id, cat.id, old_cat.id]
    actions.seed_taste(lin, topics={"cats": 1}, languages={"es": 1})
    assert queries.explore(lin).note_ids == [cat.id, bike.id, old_cat.id]
    seeded = queries.seed_taste_of(lin)
    assert (seeded.topics, seeded.languages) == ({"cats": 1}, {"es": 1})


def test_a_seeded_order_pages_without_repeats_or_gaps(dana: Person, lin: Person, mei: Person, tomas: Person) -> None:
    tags = ("#cats", "#tea", "#cats #tea", "#bikes", "", "#food #cats")
    now = timezone.now()
    with limits.paused():
        made = [
            publish((dana, mei, tomas)[n % 3], caption=tags[n % len(tags)], at=now - timedelta(minutes=n)).id
            for n in range(30)
        ]
    run_waiting(twice=True)
    actions.seed_taste(lin, topics={"cats": 1, "tea": 0.6, "food": 0.3}, languages={})
    found: list[int] = []
    after: str | None = ""
    while after is not None:
        page = queries.explore(lin, after=after, limit=15)
        assert not set(page.note_ids) & set(found)
        found, after = [*found, *page.note_ids], page.next
        assert len(found) <= len(made)
    assert set(found) <= set(made)
    assert len(found) >= len(made) - 6  # a third note of one author gives way on a page


def test_a_seed_costs_no_query_more(
    dana: Person, lin: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(dana, caption="#cats")
    run_waiting()
    for topics in ({}, {"cats": 1.0}, {"cats": 1.0, "tea": 0.5, "food": 0.1}):
        actions.seed_taste(lin, topics=topics, languages={})
        with django_assert_num_queries(2):
            queries.explore(lin)
