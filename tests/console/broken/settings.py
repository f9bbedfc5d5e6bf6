"""The house with one more package, whose second migration fails after its first has changed the tables."""

from redbridge.settings import *  # noqa: F403 - all settings, then the one that differs
from redbridge.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.console.broken"]
