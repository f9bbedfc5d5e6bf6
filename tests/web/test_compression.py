import gzip

import pytest
from django.test import Client

from redbridge.web.compression import MOST_PADDING, SMALLEST, gzipped

pytestmark = pytest.mark.django_db


def test_a_page_is_the_same_page_compressed() -> None:
    plain = Client().get("/terms", HTTP_ACCEPT_ENCODING="identity")
    packed = Client().get("/terms", HTTP_ACCEPT_ENCODING="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_small_answers_and_other_kinds_stay_as_they_are() -> None:
    health = Client().get("/healthz", HTTP_ACCEPT_ENCODING="gzip")
    assert "Content-Encoding" not in health.headers
    assert len(health.content) < SMALLEST


def test_the_length_tells_nothing_exact() -> None:
    lengths = {len(gzipped(b"secret" * 200)) for _ in range(60)}
    assert len(lengths) > 10
    assert max(lengths) - min(lengths) < MOST_PADDING
