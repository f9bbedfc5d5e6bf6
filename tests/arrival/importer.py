"""A process that brings an upload in, for tests that kill it: `python -m tests.arrival.importer ID DATABASE CACHE`."""

import sys

import django
from django.conf import settings


def main() -> None:
    arrival_id, database, cache = int(sys.argv[1]), *sys.argv[2:4]
    settings.DATABASES["default"]["NAME"] = database
    if "cache" in settings.DATABASES:
        settings.DATABASES["cache"]["NAME"] = cache
    django.setup()
    from redbridge.arrival import actions  # noqa: PLC0415 - after Django is loaded

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while actions.import_batch(arrival_id=arrival_id):
        pass


main()
