"""The site's own settings with one more address, the bare view that everything is compared with."""

from redbridge.settings import *  # noqa: F403 - the whole point is that nothing else differs

ROOT_URLCONF = "redbridge.console.bench.urls"
