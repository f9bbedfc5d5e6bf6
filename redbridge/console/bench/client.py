"""The visitor: a process that is not counted. It reads one job a line (JSON) and answers one line.

A job names the port, how many connections stay open at once, and its requests, each with the status and the marks
that the answer must have. The first wrong answer ends the job with a sentence.
"""

import gzip
import http.client
import json
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

TIMEOUT = 60
PAUSE, REST = 0.002, 0.1  # between two looks; after something came, so that the workers are idle again


class WrongAnswer(Exception):  # noqa: N818 - a sentence
    """The site did not answer as it must."""


def main() -> None:
    """Serve jobs until standard input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Send every request of the job once, spread over its connections; or wait for what each one brings about."""
    if "waits" in job:
        return _wait(job)
    left: Iterator[dict[str, Any]] = iter(job["requests"])
    lock = threading.Lock()
    times: list[float] = []
    problems: list[str] = []

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", job["port"], timeout=TIMEOUT)
        try:
            while not problems:
                with lock:
                    request = next(left, None)
                if request is None:
                    return
                times.append(_ask(connection, job["host"], request))
        except (WrongAnswer, OSError, http.client.HTTPException) as problem:
            problems.append(str(problem) or type(problem).__name__)
        finally:
            connection.close()

    visitors = [threading.Thread(target=visit) for _ in range(job["connections"])]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return {"problem": problems[0]} if problems else {"times": times}


def _wait(job: dict[str, Any]) -> dict[str, Any]:
    """For each wait: send its request, then ask for a page again and again until a mark stands in it."""
    connection = http.client.HTTPConnection("127.0.0.1", job["port"], timeout=TIMEOUT)
    times: list[float] = []
    try:
        for wait in job["waits"]:
            _ask(connection, job["host"], wait["request"])
            times.append(_look(connection, job["host"], wait))
            time.sleep(REST)
    except (WrongAnswer, OSError, http.client.HTTPException) as problem:
        return {"problem": str(problem) or type(problem).__name__}
    finally:
        connection.close()
    return {"times": times}


def _look(connection: http.client.HTTPConnection, host: str, wait: dict[str, Any]) -> float:
    began = time.perf_counter()
    while wait["mark"] not in _text(connection, host, wait["until"])[1]:
        if time.perf_counter() - began > TIMEOUT:
            raise WrongAnswer(f"{wait['mark']} never stood in {wait['until']['path']}.")
        time.sleep(PAUSE)
    return (time.perf_counter() - began) * 1000


def _ask(connection: http.client.HTTPConnection, host: str, request: dict[str, Any]) -> float:
    started = time.perf_counter()
    response, text = _text(connection, host, request)
    took = (time.perf_counter() - started) * 1000
    _check(request, response, text)
    return took


def _text(
    connection: http.client.HTTPConnection, host: str, request: dict[str, Any]
) -> tuple[http.client.HTTPResponse, str]:
    body = b64decode(request["body"]) if request.get("body") else None
    headers = {"Host": host, "Accept-Encoding": "gzip", "Accept-Language": "en", **request["headers"]}
    connection.request(request["method"], request["path"], body, headers)
    response = connection.getresponse()
    content = response.read()
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return response, content.decode()


def _check(request: dict[str, Any], response: http.client.HTTPResponse, text: str) -> None:
    what = f"{request['method']} {request['path']}"
    if response.status != request["status"]:
        raise WrongAnswer(f"{what} answered {response.status} instead of {request['status']}.")
    start = request.get("location", "")
    if start and not response.headers.get("Location", "").startswith(start):
        raise WrongAnswer(f"{what} led to {response.headers.get('Location')!r} instead of {start}.")
    for mark, wanted in request.get("marks", []):
        found = text.count(mark)
        if found != wanted:
            raise WrongAnswer(f"{what} has {mark!r} {found} times instead of {wanted}.")


if __name__ == "__main__":
    main()
