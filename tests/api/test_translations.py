"""Translations through the API: texts by id, what people make of them, and how somebody wants to read."""

from redbridge.accounts.models import Person
from redbridge.interactions import actions as interactions
from redbridge.language.engines import registry
from redbridge.language.engines.pseudo import Pseudo
from redbridge.notes import actions as notes
from tests.api.program import Program

SAID = "We went down to the river and had soup with everybody"


def test_notes_and_comments_come_translated_by_their_ids(dana: Person, lin: Person) -> None:
    note = notes.publish_note(dana, kind="text", title="A day by the river", card_text=SAID)
    hidden = notes.publish_note(dana, kind="text", title="Only for me", card_text=SAID, visibility="me")
    comment = interactions.comment(lin, note_id=note.id, text="The soup was the best of all soups")
    with registry.only(Pseudo()):
        found = Program(lin).get(f"translate?into=es&notes={note.id},{hidden.id}&comments={comment.id}").data
    (item,) = found["notes"]
    assert [part["kind"] for part in item["parts"]] == ["title", "caption"]
    first = item["parts"][0]["translation"]
    assert (first["words"], first["rung"], first["engine"], first["place"]) == (
        "Á dáý bý thé rívér",
        7,
        "pseudo",
        "here",
    )
    assert found["comments"][0]["id"] == str(comment.id)
    answer = Program(None).get(f"translate?into=es&notes={note.id}")
    assert answer.status_code == 200, answer.data
    stranger = answer.data
    assert stranger["notes"] == [item]
    assert Program(None).get("translate?into=es&notes=one").status_code == 422
    assert Program(lin).put(f"translations/{first['id']}/doubt").status_code == 204


def test_people_improve_agree_and_withdraw(dana: Person, lin: Person, ken: Person, mei: Person) -> None:
    note = notes.publish_note(dana, kind="text", title="A day by the river", card_text=SAID)
    address = f"notes/{note.id}/improvements"
    made = Program(lin).post(address, {"into": "es", "words": "Un día junto al río", "part": 0}).data
    assert (made["state"], made["is_own"], made["votes"]) == ("proposed", True, 0)
    for person in (ken, mei):
        voted = Program(person).put(f"improvements/{made['id']}/vote", {"agrees": True, "note": str(note.id)}).data
    assert (voted["state"], voted["votes"], voted["agrees"]) == ("approved", 2, True)
    assert Program(None).get(f"{address}?into=es").data["items"][0]["words"] == "Un día junto al río"
    found = Program(None).get(f"translate?into=es&notes={note.id}").data["notes"][0]["parts"][0]["translation"]
    assert (found["rung"], found["by"], found["id"]) == (2, str(lin.id), None)
    assert Program(ken).delete(f"improvements/{made['id']}").status_code == 404
    assert Program(lin).delete(f"improvements/{made['id']}").status_code == 204
    assert Program(None).get(f"{address}?into=es").data["items"] == []
    assert Program(lin).post(address, {"into": "es", "words": "Algo", "part": 9}).status_code == 404
    comment = interactions.comment(dana, note_id=note.id, text="The soup was the best of all soups")
    own = Program(dana).post(f"comments/{comment.id}/improvements", {"into": "es", "words": "La mejor sopa"}).data
    assert (own["state"], own["is_authors"]) == ("approved", True)
    assert Program(None).get(f"comments/{comment.id}/improvements?into=es").data["items"][0]["id"] == own["id"]


def test_how_somebody_reads_is_chosen(lin: Person) -> None:
    program = Program(lin)
    assert program.get("me/reading").data == {"into": "", "languages": {}, "outside": True, "outside_followers": False}
    change = {"into": "es", "languages": {"ja": "always", "ko": "never"}, "outside": False}
    assert program.patch("me/reading", change).status_code == 200
    found = program.patch("me/reading", {"languages": {"ko": ""}}).data
    assert found == {"into": "es", "languages": {"ja": "always"}, "outside": False, "outside_followers": False}
    assert program.patch("me/reading", {"into": "xx"}).status_code == 422
