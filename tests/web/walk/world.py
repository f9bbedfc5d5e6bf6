"""A small world in which somebody keeps something from somebody in every way there is.

Each thing carries words of its own that stand nowhere else. Whoever gets them in an answer has seen the thing.
"""

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from PIL import Image

from redbridge.accounts import actions as accounts
from redbridge.accounts import queries as accounts_queries
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.follows import actions as follows
from redbridge.interactions import actions as interactions
from redbridge.kit.ids import mint
from redbridge.media import actions as media
from redbridge.media import folders
from redbridge.media.models import Picture
from redbridge.notes import actions as notes
from redbridge.notes import things
from redbridge.notes.models import Note
from redbridge.notifications.models import Notification
from redbridge.privacy import actions as leaving
from redbridge.trust import actions as trust
from tests.cast import PASSWORD, join_cast

# Who looks, beside the author of the thing and "out" for somebody who is not signed in.
LOOKERS = ("mutual", "follower", "stranger", "blocked", "muted", "moderator", "operator")
ROLES = ("author", *LOOKERS, "out")
NAMES = dict(zip(LOOKERS, ("mei", "lin", "ken", "tomas", "bea", "ruth", "omar"), strict=True))
STAFF = {"moderator", "operator"}
EVERYBODY = frozenset(ROLES) - {"blocked"}

# The one rule, written a second time and by hand: who may see a thing of this kind.
VISIBLE: dict[str, frozenset[str]] = {
    "everyone": EVERYBODY,
    "unlisted": EVERYBODY,
    "followers": frozenset({"author", "mutual", "follower"}),
    "mutuals": frozenset({"author", "mutual"}),
    "me": frozenset({"author"}),
    "deleted": frozenset(),
    "hidden": frozenset({"author", *STAFF}),
    "of-private": frozenset({"author", "mutual", "follower"}),
    "of-suspended": frozenset({"author", *STAFF}),
    "of-closed": frozenset(),
    "closed-later": frozenset({"author", "mutual", "follower"}),
}
NOTE_KINDS = tuple(VISIBLE)
FILES = ("128.webp", "360.webp", "480.webp", "1080.webp", "2048.webp", "full.jpg")
_WORD = re.compile(r"zqword\d{4}x", re.IGNORECASE)  # so long that no random token holds one


@dataclass
class Thing:
    """Something of the world that an address can name."""

    id: int
    owner: str
    seen_by: frozenset[str]
    values: dict[str, Any] = field(default_factory=dict)
    is_reported: bool = False


@dataclass
class World:
    """People by handle, and things by kind and by what keeps them apart from others."""

    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, dict[str, Thing]] = field(default_factory=dict)
    words: dict[str, Thing] = field(default_factory=dict)
    _count: Iterator[int] = field(default_factory=itertools.count)

    def word(self, thing: Thing) -> str:
        """A new word that only those who may see the thing may read."""
        made = f"zqword{next(self._count):04}x"
        self.words[made] = thing
        return made

    def add(self, kind: str, name: str, thing: Thing) -> Thing:
        self.things.setdefault(kind, {})[name] = thing
        return thing

    def role_of(self, role: str, thing: Thing) -> Person | None:
        """Who plays a role towards a thing."""
        if role == "out":
            return None
        return self.people[thing.owner if role == "author" else NAMES[role]]

    def words_in(self, text: str) -> set[str]:
        """Words of things that stand in a text."""
        return {word.lower() for word in _WORD.findall(text)}

    def may_read(self, word: str, role: str, viewer: str) -> bool:
        """Whether a viewer in this role may see the thing that a word belongs to."""
        thing = self.words[word]
        return ("author" if viewer == thing.owner else role) in thing.seen_by


def picture(owner: Person, alt: str = "") -> Picture:
    """A picture as the pipeline leaves it, with all its files."""
    made = Picture.objects.create(
        owner=owner,
        secret=folders.new_secret(),
        progress=Picture.Progress.READY,
        width=30,
        height=40,
        widths=[480, 1080, 2048],
        alt=alt,
    )
    place = folders.make(folders.folder(made.id, made.secret))
    for name in FILES:
        (place / name).write_bytes(_file("JPEG" if name.endswith("jpg") else "WEBP"))
    return made


@cache
def _file(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (3, 4), "teal").save(stream, kind)
    return stream.getvalue()


def build() -> World:
    """Everybody and everything, with all that happens in the background done."""
    from tests.web.walk.arrivals import add_arrivals  # noqa: PLC0415 - they are made of the words of this module
    from tests.web.walk.explaining import add_explanations, add_questions  # noqa: PLC0415 - as below
    from tests.web.walk.films import add_films  # noqa: PLC0415 - they are made of the words of this module
    from tests.web.walk.guides import add_guides  # noqa: PLC0415 - they are made of the words of this module
    from tests.web.walk.oldhandles import add_old_handles  # noqa: PLC0415 - as above
    from tests.web.walk.settling import add_wishes  # noqa: PLC0415 - as above
    from tests.web.walk.ties import add_ties  # noqa: PLC0415 - as above

    world = World()
    world.people = join_cast(["dana", *NAMES.values()])
    for handle in ("pia", "sue", "cleo"):
        sign_in = accounts.join(handle=handle, password=PASSWORD, name=handle.title(), birth_month="1990-05")
        world.people[handle] = Person.objects.get(sign_in=sign_in)
    _ties(world)
    for kind in NOTE_KINDS:
        _note(world, kind)
    _drafts(world)
    _reviews(world)
    add_guides(world)
    add_wishes(world)
    add_explanations(world)
    add_films(world)
    add_arrivals(world)
    add_old_handles(world)
    _collections(world)
    _people(world)
    _sign_in_things(world)
    run_waiting()
    _keep_apart(world)
    run_waiting()
    told = Notification.objects.filter(person=world.people["dana"]).order_by("id").values_list("id", flat=True)
    world.add("notice", "own", Thing(told[0], "dana", frozenset({"author"})))
    add_questions(world)
    add_ties(world)
    _look_again(world)
    return world


def _ties(world: World) -> None:
    people = world.people
    accounts.update_profile(people["pia"], is_private=True)
    people["pia"].refresh_from_db()
    for owner in ("dana", "pia", "sue", "cleo"):
        author = people[owner]
        for handle in ("lin", "mei", "ken") if owner == "pia" else ("lin", "mei"):
            follows.follow(people[handle], person_id=author.id)
            if handle != "ken":  # who asks a private account and is not let in stays a stranger
                follows.accept_request(author, person_id=people[handle].id)
        follows.follow(author, person_id=people["mei"].id)
        follows.block(author, person_id=people["tomas"].id)
        follows.mute(author, person_id=people["bea"].id)


def _note(world: World, kind: str) -> None:
    owner = {"of-private": "pia", "of-suspended": "sue", "of-closed": "cleo"}.get(kind, "dana")
    author = world.people[owner]
    thing = world.add("note", kind, Thing(0, owner, VISIBLE[kind]))
    words = [world.word(thing) for _ in range(4)]
    shown = picture(author, alt=f"A cat {words[3]}")
    made = notes.publish_note(
        author,
        title=f"Title {words[0]}",
        caption=f"Caption {words[1]} #{words[1]} @ken @dana",
        place=words[2],
        picture_ids=[shown.id],
    )
    thing.id = made.id
    _comment(world, kind, thing, made)
    # The pictures of open notes are files for everybody who has their address.
    files = thing.seen_by | {"blocked"} if "out" in thing.seen_by else thing.seen_by
    _add_picture(world, kind, shown, Thing(shown.id, owner, files))


def _comment(world: World, kind: str, note: Thing, made: Note) -> None:
    """The author says something with a picture below the note; Ken leaves his marks while he can."""
    author = world.people[note.owner]
    thing = Thing(0, note.owner, note.seen_by)
    shown = picture(author, alt=f"A dog {world.word(thing)}")
    words = f"Comment {world.word(thing)} @ken"
    row = interactions.comment(author, note_id=made.id, text=words, picture_id=shown.id)
    thing.id = row.id
    world.add("comment", kind, thing)
    _add_picture(world, f"comment-{kind}", shown, Thing(shown.id, note.owner, note.seen_by))
    if note.owner == "pia":
        return
    ken = world.people["ken"]
    interactions.like_note(ken, note_id=made.id)
    interactions.save_note(ken, note_id=made.id)
    asked = interactions.comment(ken, note_id=made.id, text="Which river is it?")
    said = f"Reply {world.word(thing)} @ken"
    interactions.comment(author, note_id=made.id, text=said, reply_to=asked.id)


def _add_picture(world: World, name: str, shown: Picture, thing: Thing) -> None:
    """Whoever uploaded a picture has its file while it exists, and while they themselves are here."""
    thing.seen_by |= frozenset({"author"} if thing.owner != "cleo" else ())
    thing.values["old"] = shown.secret
    world.add("picture", name, thing)


def _drafts(world: World) -> None:
    dana = world.people["dana"]
    thing = world.add("draft", "own", Thing(0, "dana", frozenset({"author"})))
    held = picture(dana, alt=world.word(thing))
    draft = notes.save_draft(dana, title=world.word(thing), caption=world.word(thing), place=world.word(thing))
    notes.add_pictures_to_draft(dana, draft_id=draft.id, picture_ids=[held.id])
    thing.id = draft.id
    world.add("picture", "draft", Thing(held.id, "dana", thing.seen_by, {"old": held.secret}))
    loose = picture(dana, alt=world.word(thing))
    world.add("picture", "loose", Thing(loose.id, "dana", thing.seen_by, {"old": loose.secret}))


def _reviews(world: World) -> None:
    """A thing that Ken reviewed for everybody, and others for some; all that they say stands on one page."""
    thing = world.add("thing", "open", Thing(0, "ken", frozenset(ROLES)))
    _review(world, thing, "everyone")
    for owner, kind in (("dana", "followers"), ("dana", "mutuals"), ("dana", "me"), ("pia", "of-private")):
        _review(world, Thing(0, owner, VISIBLE[kind]), kind)
    found = things.thing_of_review(thing.id)
    assert found is not None
    place, _dash, slug = things.path_of(found).rpartition("/")[2].partition("-")
    thing.values = {"thing_id": place, "slug": slug}


def _review(world: World, thing: Thing, kind: str) -> None:
    word = world.word(thing)
    said = {"brand": "River", "name": "A pot", "rating": 9, "pros": [word], "bought": word, "barcode": "96385074"}
    thing.id = notes.publish_note(
        world.people[thing.owner],
        kind="review",
        title=word,
        details=said,
        visibility=kind if kind in {"followers", "mutuals", "me"} else "everyone",
    ).id


def _collections(world: World) -> None:
    seen_by = {
        "private": frozenset({"author"}),
        "open": EVERYBODY,
        "of-private": VISIBLE["of-private"],
        "of-suspended": frozenset({"author"}),
        "of-closed": frozenset[str](),
    }
    owners = {"of-private": "pia", "of-suspended": "sue", "of-closed": "cleo"}
    for name, roles in seen_by.items():
        owner = owners.get(name, "dana")
        thing = world.add("collection", name, Thing(0, owner, roles))
        made = interactions.create_collection(
            world.people[owner], name=f"Kept {world.word(thing)}", is_private=name == "private"
        )
        thing.id = made.id
    dana, kept = world.people["dana"], world.things["collection"]["open"]
    for kind in ("everyone", "followers", "me", "closed-later"):
        interactions.save_note(dana, note_id=world.things["note"][kind].id, collection_id=kept.id)


def _sign_in_things(world: World) -> None:
    """A device and a passkey of Dana's."""
    sign_in = accounts_queries.sign_in_of(world.people["dana"])
    session = UserSession.objects.create(
        user=sign_in, session_key="elsewhere", ip="192.0.2.0", user_agent="A ferry", data={}
    )
    world.add("device", "own", Thing(session.pk, "dana", frozenset({"author"})))
    thing = world.add("token", "own", Thing(0, "dana", frozenset({"author"})))
    thing.id = accounts.make_token(world.people["dana"], name=world.word(thing), scopes=["read"])[0].id
    thing = Thing(0, "dana", frozenset({"author"}))
    data = {"name": world.word(thing), "credential": {}}
    thing.id = Authenticator.objects.create(user=sign_in, type=Authenticator.Type.WEBAUTHN, data=data).pk
    world.add("passkey", "own", thing)
    row = leaving.ask_archive(world.people["dana"], parts=("notes",))
    leaving.make_archive(departure_id=row.id)
    thing = Thing(row.id, "dana", frozenset({"author"}), {"departure_id": row.id, "secret": row.secret})
    world.add("departure", "own", thing)


def _people(world: World) -> None:
    """Names, bios and places of people are public, as are their portraits, while the people are there."""
    shown = {"dana": EVERYBODY | {"blocked"}, "pia": EVERYBODY | {"blocked"}}
    shown |= {"sue": frozenset({"author", *STAFF}), "cleo": frozenset()}
    for handle, roles in shown.items():
        person = world.people[handle]
        thing = Thing(person.id, handle, roles, {"address": handle})
        world.add("person", {"dana": "open", "pia": "private", "sue": "suspended", "cleo": "closed"}[handle], thing)
        accounts.update_profile(person, bio=f"Bio {world.word(thing)}", from_place=world.word(thing))
        portrait = picture(person)
        media.set_portrait(person, picture_id=portrait.id)
        files = roles - STAFF if handle == "sue" else roles
        world.add("picture", f"portrait-{handle}", Thing(portrait.id, handle, files, {"old": portrait.secret}))
        person.refresh_from_db()


def _keep_apart(world: World) -> None:
    """Now everything gets the visibility that it is called by."""
    dana, ruth, note = world.people["dana"], world.people["ruth"], world.things["note"]
    for kind in ("unlisted", "followers", "mutuals", "me"):
        notes.change_visibility(dana, note_id=note[kind].id, visibility=kind)
    notes.change_visibility(dana, note_id=note["closed-later"].id, visibility="followers")
    notes.delete_note(dana, note_id=note["deleted"].id)
    mei = world.people["mei"]
    hidden = note["hidden"].id
    trust.report(mei, subject="note", subject_id=hidden, reason="privacy", words=f"Mine {_secret_of_staff(world)}")
    trust.hide(ruth, subject="note", subject_id=hidden, rule="privacy", words="Ask first.")
    trust.report(mei, subject="note", subject_id=note["everyone"].id, reason="spam", words=_secret_of_staff(world))
    trust.suspend_person(ruth, person_id=world.people["sue"].id, rule="spam")
    accounts.close_account(world.people["cleo"], password=PASSWORD)
    follows.mute(world.people["bea"], person_id=dana.id)
    for reported in (note["hidden"], note["everyone"], world.things["person"]["suspended"]):
        reported.is_reported = True


def _look_again(world: World) -> None:
    """As everything is after all that happened in the background."""
    for person in world.people.values():
        person.refresh_from_db()
    for each in world.things["picture"].values():
        each.values["secret"] = Picture.objects.get(id=each.id).secret


def _secret_of_staff(world: World) -> str:
    """What a reporter says is for those who moderate."""
    return world.word(Thing(mint(), "nobody", frozenset(STAFF)))
