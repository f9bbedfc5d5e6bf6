"""People of a large made-up world, and whom they follow."""

import random
from collections import Counter
from datetime import datetime, timedelta

from redbridge.accounts.models import Person, Preferences, SignIn
from redbridge.accounts.words import name_key
from redbridge.demo import bulkwords
from redbridge.demo.bulkrows import Table, listed, moment
from redbridge.follows.models import Follow, FollowTally
from redbridge.kit.ids import mint
from redbridge.notifications.models import Bell

SPAN = timedelta(days=700)
FOLLOWS_EACH = 24
QUIET = 0.3  # of all people: followed like others, and never writing


def join(dice: random.Random, count: int, now: datetime) -> list[int]:
    """So many people who have signed in once."""
    ids = [mint() for _ in range(count)]
    columns = ["id", "handle", "name", "name_key", "bio", "from_place", "reads", "writes", "created_at"]
    rows = []
    for person_id in ids:
        name, bio, place = bulkwords.person(dice)
        handle = f"s{person_id:x}"
        english = listed(["en"])
        rows.append((person_id, handle, name, name_key(name), bio, place, english, english, moment(now - SPAN)))
    Table(Person, *columns).write(rows)
    Table(SignIn, "username", "password", "person").write((row[1], "!", row[0]) for row in rows)
    Table(Preferences, "person", "first_run_done_at").write((person_id, moment(now)) for person_id in ids)
    Table(Bell, "person", "likes", "comments").write((i, dice.randint(0, 5), dice.randint(0, 3)) for i in ids)
    return ids


def follow(dice: random.Random, people: list[int]) -> None:
    """Some are followed by very many; a tenth follow only people who never write (they come first in the list)."""
    quiet = people[: max(1, int(len(people) * QUIET / 2))]
    pairs: set[tuple[int, int]] = set()
    for number, person_id in enumerate(people):
        choose_from = quiet if number % 10 == 0 else people
        for _ in range(min(FOLLOWS_EACH, len(choose_from) - 1)):
            other = choose_from[int(len(choose_from) * dice.random() ** 2)]
            if other != person_id:
                pairs.add((person_id, other))
    Table(Follow, "follower", "followed").write(sorted(pairs))
    following = Counter(follower for follower, _ in pairs)
    followers = Counter(followed for _, followed in pairs)
    Table(FollowTally, "person", "followers", "following").write((i, followers[i], following[i]) for i in people)
