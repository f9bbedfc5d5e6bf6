"""Helpers earn their badge by thanks; company is for adults, on a word, and ends on one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.arrival import actions, queries
from redbridge.arrival.models import Helping, Mentoring
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.interactions.models import Comment
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, NotFound, Refused
from redbridge.notifications.models import Notification
from tests.cast import PASSWORD, join_cast
from tests.interactions.stage import at_once, publish

pytestmark = pytest.mark.django_db


def newcomers(count: int) -> list[Person]:
    with limits.paused():
        made = [
            accounts.join(handle=f"new_{n}", password=PASSWORD, name=f"New {n}", birth_month="1990-05")
            for n in range(count)
        ]
    return [Person.objects.get(sign_in=sign_in) for sign_in in made]


def answer(helper: Person, newcomer: Person) -> Comment:
    question = publish(newcomer, "Where?", caption="#asklocals")
    return interactions.comment(helper, note_id=question.id, text="By the river.")


def test_five_newcomers_who_like_or_thank_make_a_badge(lin: Person) -> None:
    actions.offer_help(lin, is_mentor=False, languages=["zh-Hans"])
    people = newcomers(6)
    with limits.paused():
        for number, newcomer in enumerate(people[:5]):
            said = answer(lin, newcomer)
            run_waiting(twice=True)
            assert Helping.objects.get(person=lin).answers == number
            if number % 2:
                interactions.like_comment(newcomer, comment_id=said.id)
            else:
                interactions.comment(newcomer, note_id=said.note_id, text="Thank you", reply_to=said.id)
            run_waiting(twice=True)
            assert Helping.objects.get(person=lin).answers == number + 1
            assert queries.helpers_among([lin.id]) == ({lin.id} if number == 4 else set())
    actions.stop_helping(lin)
    assert queries.helpers_among([lin.id]) == set()
    actions.offer_help(lin, is_mentor=False, languages=[])
    assert queries.helpers_among([lin.id]) == {lin.id}


def test_likes_of_others_and_of_old_hands_earn_nothing(lin: Person, mei: Person) -> None:
    actions.offer_help(lin, is_mentor=False, languages=[])
    (newcomer,) = newcomers(1)
    said = answer(lin, newcomer)
    interactions.like_comment(mei, comment_id=said.id)
    interactions.like_comment(lin, comment_id=said.id)
    Person.objects.filter(id=mei.id).update(created_at=timezone.now() - timedelta(days=60))
    old = answer(lin, Person.objects.get(id=mei.id))
    interactions.like_comment(mei, comment_id=old.id)
    answer(newcomer, newcomer)
    run_waiting(twice=True)
    assert Helping.objects.get(person=lin).answers == 0
    interactions.like_comment(newcomer, comment_id=said.id)
    run_waiting(twice=True)
    assert Helping.objects.get(person=lin).answers == 1
    interactions.unlike_comment(newcomer, comment_id=said.id)
    run_waiting(twice=True)
    assert Helping.objects.get(person=lin).answers == 0


def test_who_did_not_offer_to_help_has_no_badge(lin: Person) -> None:
    for newcomer in newcomers(2):
        said = answer(lin, newcomer)
        interactions.like_comment(newcomer, comment_id=said.id)
    run_waiting(twice=True)
    assert not Helping.objects.exists()
    assert queries.answered_newcomers(lin.id) == 2


@pytest.fixture
def mentor(lin: Person) -> Person:
    actions.offer_help(lin, is_mentor=True, languages=["en", "zh-Hans"])
    return lin


def test_a_wish_finds_a_mentor_who_is_told_of_and_either_ends_it(dana: Person, mentor: Person) -> None:
    asked = actions.ask_for_mentor(dana, language="en", wish="  The market\n and the words ")
    with pytest.raises(Refused):
        actions.ask_for_mentor(dana, language="en")
    (seen,) = queries.asking_for_company(mentor)
    assert (seen.other_id, seen.wish) == (dana.id, "The market and the words")
    actions.accept_mentoring(mentor, mentoring_id=asked.id)
    actions.accept_mentoring(mentor, mentoring_id=asked.id)
    run_waiting(twice=True)
    mine = queries.company_of(dana)
    assert mine is not None
    assert (mine.other_id, mine.state) == (mentor.id, "active")
    assert [each.other_id for each in queries.kept_company_by(mentor)] == [dana.id]
    assert Notification.objects.filter(person=dana, kind="mentor_found", actor=mentor).count() == 1
    actions.end_mentoring(dana, mentoring_id=asked.id)
    assert queries.company_of(dana) is None
    assert queries.kept_company_by(mentor) == []
    with pytest.raises(NotFound):
        actions.end_mentoring(mentor, mentoring_id=asked.id)
    assert actions.ask_for_mentor(dana, language="en").id != asked.id


def test_never_an_adult_with_a_minor(dana: Person, mentor: Person, mei: Person) -> None:
    Person.objects.filter(id__in=[dana.id, mei.id]).update(age_band=Person.AgeBand.TEEN)
    dana.refresh_from_db()
    mei.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.ask_for_mentor(dana, language="en")
    assert refused.value.code == "teen"
    with pytest.raises(Refused):
        actions.offer_help(mei, is_mentor=True, languages=[])
    actions.offer_help(mei, is_mentor=False, languages=[])
    # Even if a row were there: nobody sees it, nobody can take it.
    row = Mentoring.objects.create(newcomer=dana, language="en")
    assert queries.asking_for_company(mentor) == []
    with pytest.raises(NotFound):
        actions.accept_mentoring(mentor, mentoring_id=row.id)
    Helping.objects.filter(person=mei).update(is_mentor=True)
    with pytest.raises(NotAllowed):
        actions.accept_mentoring(mei, mentoring_id=row.id)


def test_a_block_hides_a_wish_and_ends_company(dana: Person, mentor: Person, ken: Person) -> None:
    asked = actions.ask_for_mentor(dana, language="en")
    other = actions.ask_for_mentor(ken, language="en")
    follows.block(dana, person_id=mentor.id)
    assert [each.other_id for each in queries.asking_for_company(mentor)] == [ken.id]
    with pytest.raises(NotFound):
        actions.accept_mentoring(mentor, mentoring_id=asked.id)
    actions.accept_mentoring(mentor, mentoring_id=other.id)
    follows.block(ken, person_id=mentor.id)
    run_waiting(twice=True)
    assert queries.company_of(ken) is None


def test_only_mentors_take_wishes_and_only_in_their_languages(dana: Person, mentor: Person, bea: Person) -> None:
    asked = actions.ask_for_mentor(dana, language="es")
    assert queries.asking_for_company(mentor) == []
    assert queries.asking_for_company(bea) == []
    with pytest.raises(NotAllowed):
        actions.accept_mentoring(bea, mentoring_id=asked.id)
    with pytest.raises(NotFound):
        actions.end_mentoring(bea, mentoring_id=asked.id)
    with pytest.raises(Refused):
        actions.ask_for_mentor(bea, language="klingon")


def test_a_mentor_keeps_at_most_five_people_company(mentor: Person) -> None:
    rows = [actions.ask_for_mentor(each, language="en") for each in newcomers(6)]
    for row in rows[:5]:
        actions.accept_mentoring(mentor, mentoring_id=row.id)
    with pytest.raises(Refused):
        actions.accept_mentoring(mentor, mentoring_id=rows[5].id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("file_database")
def test_of_two_mentors_at_once_one_keeps_company() -> None:
    people = join_cast(["dana", "lin", "mei", "tomas"])
    for handle in ("lin", "mei", "tomas"):
        actions.offer_help(people[handle], is_mentor=True, languages=[])
    asked = actions.ask_for_mentor(people["dana"], language="en")
    calls = [
        lambda mentor=people[handle]: actions.accept_mentoring(mentor, mentoring_id=asked.id)
        for handle in ("lin", "mei", "tomas")
    ]
    found = at_once(*calls)
    assert sum(isinstance(each, Mentoring) for each in found) == 1
    assert sum(isinstance(each, Refused) for each in found) == 2
    assert Mentoring.objects.get().state == "active"
