"""What is forgotten and put right by the clock."""

from redbridge.events import every
from redbridge.language import actions
from redbridge.language.actions import glossary


@every(days=1, bulk=True)
def tidy_translations() -> None:
    actions.tidy()


@every(hours=1)
def publish_glossary() -> None:
    glossary.publish_glossary()
