"""People, ties, marks, comments, the inbox and moderation through the API."""

from typing import Any

import pytest

from redbridge.accounts import actions as accounts
from redbridge.accounts.models import Person
from redbridge.events.worker import run_waiting
from redbridge.trust.models import Report
from tests.api.program import ALL, Program
from tests.interactions.stage import publish
from tests.web.walk.world import picture


def items(answer: Any) -> list[Any]:
    assert answer.status_code == 200, answer.data
    return list(answer.data["items"])


def test_a_profile_is_read_and_changed(dana: Person, ken: Person) -> None:
    program = Program(dana)
    changed = program.patch(
        "me", {"bio": "Tea and trains", "reads": ["en", "zh-Hans"], "links": ["https://tea.example"]}
    )
    assert changed.status_code == 200, changed.data
    read = Program(ken).get("people/dana").data
    assert (read["bio"], read["reads"], read["links"]) == ("Tea and trains", ["en", "zh-Hans"], ["https://tea.example"])
    assert read["relation"] == dict.fromkeys(("follows", "asked", "followed_by", "asked_by", "blocks", "mutes"), False)
    assert Program().get("people/dana").data["relation"] is None
    assert program.patch("me", {"name": ""}).data["field"] == "name"
    assert program.patch("me", {"bio": "喜欢喝茶的猫"}).data["bio_language"] == "zh-Hans"
    assert program.patch("me", {"bio_language": "zh-Hant"}).data["bio_language"] == "zh-Hant"
    assert program.patch("me", {"bio_language": "xx"}).data["field"] == "bio_language"
    assert Program().get("people/nobody").status_code == 404


def test_a_portrait_is_chosen_and_taken_away(dana: Person) -> None:
    program, shown = Program(dana), picture(dana)
    assert str(shown.id) in program.put("me/portrait", {"picture": str(shown.id)}).data["portrait"]
    assert program.delete("me/portrait").status_code == 204
    assert "person-" in program.get("me").data["portrait"]


def test_follows_requests_and_blocks(dana: Person, ken: Person) -> None:
    mine, yours = Program(dana), Program(ken)
    accounts.update_profile(dana, is_private=True)
    assert yours.put("people/dana/follow").data["asked"] is True
    assert [each["address"] for each in items(mine.get("me/requests"))] == ["ken"]
    assert mine.put("me/requests/ken").data["followed_by"] is True
    assert [each["address"] for each in items(yours.get("people/dana/followers"))] == ["ken"]
    assert Program().get("people/dana/followers").status_code == 404
    assert mine.put("people/ken/block").data["blocks"] is True
    assert [each["address"] for each in items(mine.get("me/blocked"))] == ["ken"]
    assert yours.put("people/dana/follow").status_code == 404
    assert yours.get("people/dana/relation").data == dict.fromkeys(
        ("follows", "asked", "followed_by", "asked_by", "blocks", "mutes"), False
    ), "nobody learns who blocks them"
    assert mine.delete("people/ken/block").data["blocks"] is False


def test_opening_a_private_account_lets_in_who_asks(dana: Person, ken: Person) -> None:
    mine = Program(dana)
    mine.patch("me", {"is_private": True})
    Program(ken).put("people/dana/follow")
    mine.patch("me", {"is_private": False})
    assert mine.get("people/ken/relation").data["followed_by"] is True


def test_the_home_feed_is_of_those_one_follows(dana: Person, ken: Person, mei: Person) -> None:
    program = Program(dana)
    program.put("people/ken/follow")
    run_waiting()
    note = publish(ken, "Coffee")
    publish(mei, "Tea")
    run_waiting()
    assert [each["id"] for each in items(program.get("feeds/home"))] == [str(note.id)]
    assert Program().get("feeds/home").status_code == 401


def test_marks_are_one_each_and_come_with_every_list(dana: Person, ken: Person) -> None:
    note = publish(dana, "Tea")
    program = Program(ken)
    for _ in range(2):
        marks = program.put(f"notes/{note.id}/like").data
    assert marks == {"liked": True, "saved": False, "counts": {"likes": 1, "saves": 0, "comments": 0}}
    kept = program.put(f"notes/{note.id}/save", {}).data["collection"]
    run_waiting()
    for path in ("feeds/explore", "people/dana/notes", "me/likes", "me/saves", f"collections/{kept}/notes"):
        found = items(program.get(path))[0]
        assert (found["liked"], found["saved"], found["counts"]["likes"]) == (True, True, 1), path
    other = items(Program(dana).get("feeds/explore"))[0]
    assert (other["liked"], other["saved"], other["counts"]["saves"]) == (False, False, 1)
    assert program.delete(f"notes/{note.id}/like").data["counts"]["likes"] == 0
    assert program.delete(f"notes/{note.id}/save").data["saved"] is False


def test_collections(dana: Person, ken: Person) -> None:
    mine, note = Program(dana), publish(ken, "Tea")
    made = mine.post("collections", {"name": "Tea"}).data
    assert made["is_private"] is True
    mine.put(f"notes/{note.id}/save", {"collection": made["id"]})
    assert mine.get(f"collections/{made['id']}").data["count"] == 1
    assert Program(ken).get(f"collections/{made['id']}").status_code == 404
    assert Program(dana, ["read"]).get(f"collections/{made['id']}").status_code == 404, "private needs its own scope"
    mine.patch(f"collections/{made['id']}", {"name": "Teas", "is_private": False})
    assert [each["name"] for each in items(Program(ken).get("people/dana/collections"))] == ["Teas"]
    assert mine.delete(f"collections/{made['id']}").status_code == 204
    assert [each["is_default"] for each in items(mine.get("collections"))] == [True]


def test_a_conversation(dana: Person, ken: Person) -> None:
    note = publish(dana, "Tea")
    yours, mine = Program(ken), Program(dana)
    asked = yours.post(f"notes/{note.id}/comments", {"text": "Which <b>tea</b>?"}).data
    for number in range(4):
        mine.post(f"notes/{note.id}/comments", {"text": f"Green {number}", "reply_to": asked["id"]})
    page = mine.get(f"notes/{note.id}/comments").data
    assert [each["text"] for each in page["items"]] == ["Which <b>tea</b>?"]
    assert [each["text"] for each in page["items"][0]["replies"]] == ["Green 0", "Green 1", "Green 2"]
    assert page["items"][0]["more_replies"] == 1
    first = mine.get(f"comments/{asked['id']}/replies?limit=3")
    assert 'rel="next"' in first["Link"]
    rest = mine.get(f"comments/{asked['id']}/replies?limit=3&after={first.data['after']}").data
    assert ([each["text"] for each in rest["items"]], rest["after"]) == (["Green 3"], None)
    assert mine.put(f"comments/{asked['id']}/like").data == {"liked": True, "likes": 1}
    assert mine.patch(f"comments/{asked['id']}", {"text": "Mine"}).status_code == 403
    assert yours.patch(f"comments/{asked['id']}", {"text": "Which?"}).data["text"] == "Which?"
    assert yours.delete(f"comments/{asked['id']}").status_code == 204
    assert mine.get(f"notes/{note.id}/comments").data["items"][0]["is_deleted"] is True


def test_the_inbox_is_read_with_its_own_scope(dana: Person, ken: Person) -> None:
    note = publish(dana, "Tea")
    Program(ken).put(f"notes/{note.id}/like")
    run_waiting()
    program = Program(dana)
    assert program.get("inbox").data["likes"] == 1
    told = items(program.get("inbox/likes-saves"))[0]
    assert (told["kind"], told["person"]["address"], told["note"]) == ("like", "ken", str(note.id))
    assert "Ken" in told["sentence"]
    assert program.post("inbox/likes-saves/seen").data["total"] == 0
    assert program.post(f"notices/{told['id']}/read").status_code == 204
    assert items(program.get("inbox/likes-saves?only_unread=true")) == []
    assert program.post("inbox/likes-saves/read").status_code == 200
    assert Program(dana, ["read"]).get("inbox").status_code == 403
    assert program.get("inbox/nothing").status_code == 422


def test_reports_and_decisions(dana: Person, ken: Person, ruth: Person) -> None:
    note = publish(dana, "Buy now")
    sent = Program(ken).post("reports", {"subject": "note", "id": str(note.id), "reason": "spam", "words": "Look"})
    assert sent.status_code == 201
    assert Report.objects.get().reporter == ken
    assert Program().post("reports", {"subject": "note", "id": str(note.id), "reason": "spam"}).status_code == 201
    judge = Program(ruth, [*ALL, "moderate"])
    assert items(judge.get("moderation/reports"))[0]["count"] == 2
    assert Program(ruth).get("moderation/reports").status_code == 403, "the scope, too"
    case = judge.get(f"moderation/note/{note.id}").data
    assert {each["words"] for each in case["reports"]} == {"Look", ""}
    verdict = {"subject": "note", "id": str(note.id), "do": "hide", "rule": "spam", "words": "No."}
    decided = judge.post("moderation/decisions", verdict)
    assert decided.data["items"][0]["action"] == "hide"
    assert Program(ken).get(f"notes/{note.id}").status_code == 404
    assert Program(dana).get(f"notes/{note.id}").data["standing"] == "hidden"
    concerning = Program(dana).get(f"decisions/{decided.data['items'][0]['id']}").data
    assert (concerning["words"], concerning["moderator"]) == ("No.", None)


def test_preferences_devices_and_tokens(dana: Person) -> None:
    program = Program(dana)
    assert program.patch("me/preferences", {"theme": "dark"}).data["theme"] == "dark"
    assert program.patch("me/preferences", {"language": "tlh"}).data["field"] == "language"
    assert program.get("me/devices").data["items"] == []
    other = Program(dana)
    listed = items(program.get("tokens"))
    assert [each["is_current"] for each in listed] == [False, True]
    assert program.delete(f"tokens/{listed[0]['id']}").status_code == 204
    assert other.get("me").status_code == 401


def test_interests_and_whom_to_follow(dana: Person, ken: Person) -> None:
    program = Program(dana)
    assert program.put("me/interests", {"topics": ["tea"]}).data == {"topics": ["tea"]}
    assert program.put("me/interests", {"topics": ["nonsense"]}).data["field"] == "topics"
    Program(ken).post("notes", {"kind": "text", "card_text": "Tea", "caption": "#tea"})
    run_waiting()
    assert items(program.get("me/suggested"))[0]["person"]["address"] == "ken"


@pytest.mark.parametrize("path", ["people?starts=k", "hashtags?starts=te", "site"])
def test_looking_things_up(dana: Person, ken: Person, path: str) -> None:
    assert Program().get(path).status_code == 200
