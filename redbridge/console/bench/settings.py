"""The site's own settings with one more address, the bare view that everything is compared with."""

import os

from redbridge.settings import *  # noqa: F403 - the whole point is that nothing else differs

ROOT_URLCONF = "redbridge.console.bench.urls"

# Its worlds are smaller than the sites on which somebody has ten thousand followers, and have such people, too.
FEED_PULLED_FROM = int(os.environ.get("BENCH_PULLED_FROM", "2000"))
