"""What is asked of a site, and by what each answer is known to be the right one."""

import html
import random
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

Request = dict[str, Any]
Cast = dict[str, Any]

CSRF = "benchbenchbenchbenchbenchbench12"
CARD, POST, CLIP = '<article class="card', '<article class="post', '<li class="clip-row"'
A_PAGE = 24
A_FEED = 20
BOUNDARY = "redbridge-bench-boundary"


class Visits:
    """Makes requests to one site for its visitors; the same `start` makes the same ones."""

    def __init__(self, cast: Cast, *, start: int = 1) -> None:
        self._cast = cast
        self._dice = random.Random(start)  # noqa: S311 - which page comes next, no secret
        self._sessions = {viewer["id"]: viewer["session"] for viewer in cast["viewers"]}
        self._homes = {int(person_id): count for person_id, count in cast["homes"].items()}
        self._tokens = [
            (token, self._homes[int(person_id)])
            for person_id, token in cast["tokens"].items()
            if int(person_id) in self._homes
        ]
        self._drafts = list(reversed(cast["drafts"]))
        self._photo: bytes | None = None

    def of(self, workload: str, count: int) -> list[Request]:
        """So many requests of a workload."""
        make: Callable[[], Request] = getattr(self, f"_{workload}")
        return [make() for _ in range(count)]

    @property
    def can_write(self) -> bool:
        """Whether there is somebody who writes, too."""
        return "empty_drafts" in self._cast

    @property
    def crowd(self) -> int:
        """How many follow the one whose notes are told."""
        return int(self._cast["crowd"]["followers"])

    def mixed(self, count: int) -> list[Request]:
        """A bit of everything that there is to be read."""
        if not self._cast["talked"]:
            return self.of("home_feed", count)
        kinds = ("explore", "explore_signed_in", "note_page", "note_page_signed_in", "profile", "home_feed")
        return [request for place in range(count) for request in self.of(kinds[place % len(kinds)], 1)]

    def everything(self) -> list[Request]:
        """Each page that the workloads ask for once or twice, so that measuring finds them warm."""
        pages = [self._note(int(note_id)) for note_id in self._cast["talked"]]
        pages += [self._profile_of(address) for address in self._cast["profiles"]]
        pages += [self._home_of(person_id) for person_id in self._homes]
        pages += [self._feed_json_of(*each) for each in self._tokens]
        if self._cast["talked"]:
            pages += self.of("explore", 20) + self.of("explore_signed_in", 20) + self.of("watch", 5)
        return pages + self.of("bare", 20)

    def _get(self, path: str, *marks: tuple[str, int], viewer: int | None = None) -> Request:
        return {"method": "GET", "path": path, "headers": self._headers(viewer), "status": 200, "marks": list(marks)}

    def _headers(self, viewer: int | None) -> dict[str, str]:
        cookies = "language=en"
        if viewer is not None:
            cookies += f"; sessionid={self._sessions[viewer]}; csrftoken={CSRF}"
        return {"Cookie": cookies}

    def _anybody(self) -> int:
        return int(self._dice.choice(self._cast["viewers"])["id"])

    def _bare(self) -> Request:
        return self._get("/bench/bare", ("Constant bytes", 20), viewer=self._anybody())

    def _explore(self) -> Request:
        return self._get("/", (CARD, A_PAGE), ("</html>", 1))

    def _explore_translated(self) -> Request:
        request = self._explore()
        cookies = f"{request['headers']['Cookie']}; reading=zh-Hans:always.zh-Hant:always"
        return {**request, "headers": {"Cookie": cookies}}

    def _explore_signed_in(self) -> Request:
        return self._get("/", (CARD, A_PAGE), ('id="act"', 1), ("</html>", 1), viewer=self._anybody())

    def _home_feed(self) -> Request:
        return self._home_of(self._dice.choice(list(self._homes)))

    def _home_of(self, person_id: int) -> Request:
        return self._get("/follow", (POST, self._homes[person_id]), ('id="act"', 1), ("</html>", 1), viewer=person_id)

    def _feed_json(self) -> Request:
        return self._feed_json_of(*self._dice.choice(self._tokens))

    def _feed_json_of(self, token: str, count: int) -> Request:
        request = self._get(f"/api/bridge/v1/feeds/home?limit={A_FEED}", ('"version":', count), ('"after":', 1))
        return {**request, "headers": {"Authorization": f"Bearer {token}"}}

    def _watch(self) -> Request:
        return self._get("/watch", (CLIP, 1), ("</html>", 1))

    def _note_page(self) -> Request:
        return self._note(int(self._dice.choice(list(self._cast["talked"]))))

    def _note_page_signed_in(self) -> Request:
        return self._note(int(self._dice.choice(list(self._cast["talked"]))), viewer=self._anybody())

    def _note(self, note_id: int, viewer: int | None = None) -> Request:
        title = html.escape(self._cast["talked"][str(note_id)])
        marks = [('<li class="comment"', self._cast["comments"]), (f">{title}</h1>", 1), ("</html>", 1)]
        return self._get(f"/n/{note_id}", *marks, viewer=viewer)

    def _profile(self) -> Request:
        return self._profile_of(self._dice.choice(list(self._cast["profiles"])))

    def _profile_of(self, address: str) -> Request:
        return self._get(f"/@{address}", (CARD, self._cast["profiles"][address]), ("</html>", 1))

    def told(self) -> dict[str, Any]:
        """A note for many is published; the follower who is told last looks until it is there."""
        crowd = self._cast["crowd"]
        draft = crowd["drafts"].pop()
        self._sessions |= {each["id"]: each["session"] for each in crowd["sessions"]}
        return {
            "request": self._publish(draft),
            "until": self._get("/follow", viewer=crowd["last"]),
            "mark": f'href="/n/{draft["id"]}"',
        }

    def _create_note(self) -> Request:
        return self._publish(self._drafts.pop())

    def _publish(self, draft: dict[str, int]) -> Request:
        """Publish a draft whose picture is uploaded, as the form of the site sends it."""
        fields = {
            "csrfmiddlewaretoken": CSRF,
            "do": "publish",
            "title": "A measured note",
            "caption": "Written by the bench, with a #cat and a #tea.",
            "visibility": "everyone",
            "order": str(draft["picture"]),
            f"alt-{draft['picture']}": "A picture of the bench",
        }
        request = self._post(f"/drafts/{draft['id']}", urlencode(fields).encode(), draft["viewer"])
        return {**request, "status": 303, "location": f"/n/{draft['id']}"}

    def _upload_picture(self) -> Request:
        """Send a photograph of twelve megapixels; the answer shows its preview."""
        if self._photo is None:
            self._photo = Path(self._cast["photo"]).read_bytes()
        draft = self._dice.choice(self._cast["empty_drafts"])
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{CSRF}\r\n'
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="picture"; filename="photo.jpg"\r\n'
        head += "Content-Type: image/jpeg\r\n\r\n"
        body = head.encode() + self._photo + f"\r\n--{BOUNDARY}--\r\n".encode()
        request = self._post(f"/drafts/{draft['id']}/pictures", body, draft["viewer"])
        request["headers"]["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        return {**request, "status": 200, "marks": [("480.webp", 1)]}

    def _post(self, path: str, body: bytes, viewer: int) -> Request:
        headers = {**self._headers(viewer), "Content-Type": "application/x-www-form-urlencoded"}
        return {"method": "POST", "path": path, "headers": headers, "body": b64encode(body).decode()}
