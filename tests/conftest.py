"""What every test has: all databases open to a test that asks for one, an empty cache, a quick password hash."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from redbridge.kit import limits

# The same examples on every run and no clock: a busy machine is no bug.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=True, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

pytest_plugins = ["tests.cast"]


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The shared cache lives in a database of its own; a test that may write should not have to name both.

    On PostgreSQL only tests that touch the database run: the others would prove the same a second time, and so would
    the walks through every page, which ask for nothing that other tests do not write and read.
    """
    fixtures = {"db", "transactional_db", "client", "admin_client"}
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark or fixtures & set(getattr(item, "fixturenames", ())):
            options = dict(mark.kwargs) if mark else {}
            item.add_marker(pytest.mark.django_db(**{**options, "databases": "__all__"}), append=False)
    if connection.vendor == "postgresql":
        wanted = [item for item in items if _is_for_postgres(item)]
        left = set(items) - set(wanted)
        config.hook.pytest_deselected(items=list(left))
        items[:] = wanted


def _is_for_postgres(item: pytest.Item) -> bool:
    """What asks the database, but for pages and walks, which take long: their statements are those of other tests."""
    asks = item.get_closest_marker("django_db") is not None or "postgres" in item.nodeid
    return asks and item.path.parent.name != "web" and item.path.name != "test_walk.py"


@pytest.fixture(autouse=True)
def _in_english() -> None:
    translation.deactivate()  # a page that was asked for in another language leaves that behind


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()  # a transactional test leaves the counters of rate limits behind
        limits.forget_held()
