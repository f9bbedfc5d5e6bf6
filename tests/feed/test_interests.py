import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.feed import actions, queries
from redbridge.feed.topics import TOPICS, topics_of
from redbridge.follows import actions as follows
from redbridge.kit.errors import Refused
from redbridge.notes.text import fold
from tests.interactions.stage import publish

pytestmark = pytest.mark.django_db


def suggested(viewer: Person) -> list[int]:
    return [one.person_id for one in queries.people_to_follow(viewer)]


def test_topics_are_sixteen_with_labels_and_hashtags_in_three_languages() -> None:
    assert len(TOPICS) == 16
    for topic in TOPICS.values():
        assert {"en", "zh", "es"} <= set(topic.hashtags)
        assert all(tag and fold(tag) == tag for tag in topic.tags())
        assert str(topic.label)
    with override("zh-hans"):
        assert {str(topic.label) for topic in TOPICS.values()}


def test_a_hashtag_may_belong_to_two_topics() -> None:
    assert topics_of([fold("通勤"), fold("Commute")]) == {"bikes"}
    assert topics_of(["longjing", "ootd", "nothing"]) == {"tea", "outfits"}


def test_interests_are_exactly_what_was_chosen_last(lin: Person) -> None:
    actions.choose_interests(lin, topics=["tea", "cats", "tea"])
    actions.choose_interests(lin, topics=["cats", "books"])
    assert queries.interests_of(lin) == ["cats", "books"]
    with pytest.raises(Refused):
        actions.choose_interests(lin, topics=["cats", "nonsense"])
    assert queries.interests_of(lin) == ["cats", "books"]
    actions.choose_interests(lin, topics=[])
    assert queries.interests_of(lin) == []


def test_people_who_write_about_ones_topics_come_first(dana: Person, lin: Person, mei: Person, tomas: Person) -> None:
    tea = publish(mei, caption="#tea")
    publish(tomas, caption="#tea")
    cat = publish(tomas, caption="#cats")
    other = publish(dana, caption="#bikes")
    publish(lin, caption="#tea")
    run_waiting(twice=True)
    actions.choose_interests(lin, topics=["tea", "cats"])
    found = queries.people_to_follow(lin)
    assert [one.person_id for one in found] == [tomas.id, mei.id, dana.id]
    assert [one.topics for one in found] == [("tea", "cats"), ("tea",), ()]
    assert (found[1].note_ids, found[2].note_ids) == ((tea.id,), (other.id,))
    assert cat.id in found[0].note_ids


def test_without_interests_there_are_still_people(lin: Person, dana: Person) -> None:
    publish(dana)
    run_waiting(twice=True)
    assert suggested(lin) == [dana.id]


def test_whom_one_follows_blocks_or_mutes_is_not_suggested(
    lin: Person, dana: Person, mei: Person, tomas: Person, ken: Person
) -> None:
    for person in (dana, mei, tomas, ken):
        publish(person)
    run_waiting(twice=True)
    follows.follow(lin, person_id=dana.id)
    follows.mute(lin, person_id=mei.id)
    follows.block(ken, person_id=lin.id)
    assert suggested(lin) == [tomas.id]


def test_suggestions_cost_four_queries_whatever_one_loves(
    lin: Person, dana: Person, mei: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for topic in ("tea", "cats", "food"):
        publish(dana, caption=f"#{topic}")
        publish(mei, caption=f"#{topic}")
    run_waiting(twice=True)
    for topics in ([], ["tea"], list(TOPICS)):
        actions.choose_interests(lin, topics=topics)
        with django_assert_num_queries(4):
            queries.people_to_follow(lin)
