"""A process that translates texts for a test that kills it: `python -m tests.language.killed URL DATABASE CACHE`."""

import os
import sys

import django


def main() -> None:
    url, database, cache = sys.argv[1:4]
    os.environ["TRANSLATE_URL"] = url
    from django.conf import settings  # noqa: PLC0415 - after the environment is set

    settings.DATABASES["default"]["NAME"] = database
    if "cache" in settings.DATABASES:
        settings.DATABASES["cache"]["NAME"] = cache
    django.setup()
    from redbridge.language import actions  # noqa: PLC0415 - after Django is loaded
    from tests.language.test_killed import texts  # noqa: PLC0415 - the same

    actions.translate(None, texts=texts(), into="es", in_background=True)


main()
