"""What somebody has not looked at, by mail: each morning or on Mondays, where they are, and only when there is some."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import formats, timezone, translation

from redbridge.accounts import queries as accounts
from redbridge.accounts.models import Person, SignIn
from redbridge.follows import queries as follows
from redbridge.mail import actions as mail
from redbridge.notes import queries as notes
from redbridge.notifications import queries
from redbridge.notifications.kinds import KINDS, sentence
from redbridge.notifications.models import Bell, Choices, Digest, Mail, Notification
from redbridge.notifications.quiet import zone_of

HOUR = 8
MONDAY = 0
LENGTHS = {Mail.DAILY: timedelta(days=1), Mail.WEEKLY: timedelta(days=7)}
MOST_LINES = 12
BATCH = 200
KEEP = timedelta(days=60)


def send_digests(now: datetime | None = None) -> None:
    """Write to everybody whose morning has come; once a period, however many workers try."""
    if not settings.CAN_MAIL:
        return
    now = now or timezone.now()
    zones = Choices.objects.exclude(time_zone="").order_by().values_list("time_zone", flat=True).distinct()
    for zone in ("", *zones):
        local = now.astimezone(zone_of(zone))
        if local.hour < HOUR:
            continue
        for period in LENGTHS:
            if period == Mail.DAILY or local.weekday() == MONDAY:
                _send_all(zone, period, local.date(), now)
    Digest.objects.filter(made_at__lt=now - KEEP).delete()


def _send_all(zone: str, period: Mail, day: date, now: datetime) -> None:
    while ids := list(_due(zone, period, day).values_list("person_id", flat=True)[:BATCH]):
        for person_id in ids:
            _send_one(person_id, period, day, now)


def _due(zone: str, period: Mail, day: date) -> QuerySet[Bell]:
    """Bells of people in a time zone that ring, whose digest is not made yet."""
    chose = Choices.objects.filter(person=OuterRef("person_id"))
    wants = Q(Exists(chose.filter(time_zone=zone, **{f"mails_{period}": True})))
    if not zone and period == Mail.WEEKLY:
        wants |= ~Q(Exists(chose))
    made = Digest.objects.filter(person=OuterRef("person_id"), period=period, day=day)
    rings = Q(likes__gt=0) | Q(followers__gt=0) | Q(comments__gt=0) | Q(system__gt=0)
    return Bell.objects.filter(rings, wants).exclude(Exists(made))


def _send_one(person_id: int, period: Mail, day: date, now: datetime) -> None:
    with transaction.atomic():
        last = Digest.objects.filter(person=person_id, period=period).order_by("-day").first()
        _row, is_mine = Digest.objects.get_or_create(
            person_id=person_id, period=period, day=day, defaults={"made_at": now}
        )
        person = Person.objects.filter(id=person_id).first()
        if not is_mine or person is None or not person.is_shown or accounts.is_kept_out(person):
            return
        sign_in = SignIn.objects.filter(person=person, is_active=True).first()
        address = accounts.email_of(sign_in) if sign_in else ""
        since = max(last.made_at, now - 2 * LENGTHS[period]) if last else now - LENGTHS[period]
        rows = _news(person, period, since)
        if address and (count := rows.count()):
            _write(person, address, period, list(rows[:MOST_LINES]), count)


def _news(person: Person, period: Mail, since: datetime) -> QuerySet[Notification]:
    """What the person has not looked at since then, of the topics that they want in this digest."""
    chosen = queries.chosen(person.id)
    kinds = [kind for kind, telling in KINDS.items() if chosen.of(telling.topic).mail == period]
    rows = Notification.objects.filter(person=person, kind__in=kinds, at__gte=since)
    rows = rows.filter(seen_at__isnull=True, read_at__isnull=True)
    return rows.exclude(actor__in=follows.hidden_people(person), count=1).order_by("-at", "-id")


def _write(person: Person, address: str, period: Mail, rows: list[Notification], count: int) -> None:
    language = accounts.preferences_of(person).language
    stop = f"{settings.SITE_URL}/unsubscribe/{queries.stop_token(person.id)}"
    with translation.override(language):
        lines = _lines(person, rows)
    context = {
        "name": person.name,
        "site_name": accounts.site().name,
        "is_weekly": period == Mail.WEEKLY,
        "count": count,
        "more": count - len(lines),
        "lines": lines,
        "stop": stop,
    }
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    mail.send_mail(address, template="digest", language=language, context=context, headers=headers)


def _lines(person: Person, rows: list[Notification]) -> list[dict[str, str]]:
    """Each as a sentence, the title of its note, when it was there where the person is, and where to look."""
    hidden = follows.hidden_people(person)
    told = [queries.notice(row, hidden) for row in rows]
    people = accounts.people_by_id({each.actor_id for each in told if each.actor_id})
    seen = notes.visible_notes(person, ids={each.note_id for each in told if each.note_id})
    zone = zone_of(queries.choices_of(person.id).time_zone)
    found = []
    for each in told:
        actor, note = people.get(each.actor_id or 0), seen.get(each.note_id or 0)
        found.append(
            {
                "said": sentence(each.kind, name=actor.name if actor else "", count=each.count),
                "title": (note.title or note.card_text) if note else "",
                "at": formats.date_format(each.at.astimezone(zone), "SHORT_DATETIME_FORMAT", use_l10n=True),
                "href": f"{settings.SITE_URL}/inbox/open/{each.id}",
            }
        )
    return found
