"""What somebody wants to hear of, where and when."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.kit.errors import Refused
from redbridge.notifications.kinds import TOPICS, Choice
from redbridge.notifications.models import Choices, Mail, Topic
from redbridge.notifications.queries import chosen_from
from redbridge.notifications.quiet import DAY_MINUTES, next_morning, zone_names

if TYPE_CHECKING:
    from redbridge.accounts.models import Person

PAUSES = ("hour", "tomorrow", "off")


def choose(
    actor: "Person",
    *,
    topics: Mapping[Topic, Choice],
    shows_details: bool,
    time_zone: str,
    quiet_from: int | None,
    quiet_to: int | None,
) -> None:
    """Take over what the actor chose; what is not told in the inbox is not told elsewhere. Refused for nonsense.

    Quiet hours are minutes of the day in the actor's time zone; both are None without any.
    """
    if time_zone and time_zone not in zone_names():
        raise Refused(_("Choose a time zone from the list."), field="time_zone", code="zone")
    for minute in (quiet_from, quiet_to):
        if (quiet_from is None) != (quiet_to is None) or not 0 <= (minute or 0) < DAY_MINUTES:
            raise Refused(_("Quiet hours need a start and an end."), field="quiet_from", code="quiet")
    with transaction.atomic():
        row = _lock(actor)
        row.topics = _different(topics)
        row.shows_details, row.time_zone = shows_details, time_zone
        row.quiet_from, row.quiet_to = quiet_from, quiet_to
        _save(row)


def pause(actor: "Person", *, until: str) -> None:
    """Hold pushes back for an hour, until tomorrow morning, or no longer."""
    if until not in PAUSES:
        raise Refused(_("Choose one of the pauses."), code="pause")
    now = timezone.now()
    with transaction.atomic():
        row = _lock(actor)
        ends = {"hour": now + timedelta(hours=1), "tomorrow": next_morning(row, now), "off": None}
        Choices.objects.filter(person=actor).update(paused_until=ends[until])


def stop_mail(*, person_id: int) -> None:
    """Send somebody no digests any more, as the link in each of them does."""
    with transaction.atomic():
        Choices.objects.get_or_create(person_id=person_id)
        row = Choices.objects.select_for_update().get(person_id=person_id)
        topics = {
            topic: Choice(choice.inbox, choice.push, Mail.NEVER)
            for topic, choice in chosen_from(row.topics).topics.items()
        }
        row.topics = _different(topics)
        _save(row)


def _lock(actor: "Person") -> Choices:
    Choices.objects.get_or_create(person=actor)
    return Choices.objects.select_for_update().get(person=actor)


def _different(topics: Mapping[Topic, Choice]) -> dict[str, dict[str, object]]:
    """Only what is not as usual is stored, so that a better default reaches everybody else."""
    found: dict[str, dict[str, object]] = {}
    for topic, choice in topics.items():
        line = TOPICS[topic]
        wanted = asdict(choice if choice.inbox or line.is_fixed else Choice(inbox=False, push=False, mail=Mail.NEVER))
        if line.is_fixed:
            wanted["inbox"] = True
        usual = asdict(line.usual)
        if different := {name: value for name, value in wanted.items() if value != usual[name]}:
            found[topic] = different
    return found


def _save(row: Choices) -> None:
    mails = {choice.mail for choice in chosen_from(row.topics).topics.values()}
    row.mails_daily, row.mails_weekly = Mail.DAILY in mails, Mail.WEEKLY in mails
    fields = ("topics", "shows_details", "time_zone", "quiet_from", "quiet_to", "mails_daily", "mails_weekly")
    row.save(update_fields=fields)
