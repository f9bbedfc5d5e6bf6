"""A site of nothing but events and the probe, so that worker processes start fast and fail for their own reasons."""

from redbridge.settings import *  # noqa: F403 - all settings, then the two that differ

INSTALLED_APPS = ["redbridge.events", "tests.events.probe"]
