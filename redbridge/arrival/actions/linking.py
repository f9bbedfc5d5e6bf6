"""The page of links: its order, and whether the pages behind the links link back."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.accounts.words import clean_links
from redbridge.arrival.events import PageLinksChanged
from redbridge.arrival.models import PageLink
from redbridge.arrival.profiles import links_of_owner
from redbridge.events import announce
from redbridge.kit import limits
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.text import tidy_line
from redbridge.outbound import client

MOST_LINKS = 12
LONGEST_TITLE = 60
LOOKED_AT_AGAIN = timedelta(days=7)
AT_A_TIME = 50


def arrange_links(actor: Person, *, links: Sequence[tuple[str, str]]) -> list[PageLink]:
    """Keep exactly these links, as (title, address), in this order; what was verified stays so."""
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    limits.require(f"page-links:{actor.id}", limit=60, seconds=3600)
    wanted: dict[str, str] = {}
    for number, (title, address) in enumerate(links):
        if not address.strip():
            continue
        try:
            (url,) = clean_links([address])
        except Refused as refused:
            raise Refused(refused.sentence, field=f"url-{number}", code=refused.code or "link") from None
        said = tidy_line(title)
        if len(said) > LONGEST_TITLE:
            raise Refused(_("A title has at most 60 characters."), field=f"title-{number}", code="long")
        wanted.setdefault(url, said)
    if len(wanted) > MOST_LINKS:
        raise Refused(_("A page holds at most twelve links."), field="links", code="many")
    with transaction.atomic():
        Person.objects.select_for_update().get(id=actor.id)
        rows = PageLink.objects.filter(person=actor)
        rows.exclude(url__in=wanted).delete()
        for order, (url, title) in enumerate(wanted.items()):
            PageLink.objects.update_or_create(person=actor, url=url, defaults={"title": title, "order": order})
        announce(PageLinksChanged(actor.id))
    return list(rows.order_by("order"))


def check_links_of(*, person_id: int) -> None:
    """Look which of somebody's pages elsewhere link back here with rel="me"; a second run looks again."""
    if not client.is_on():
        return
    person = Person.objects.filter(id=person_id, closed_at__isnull=True).first()
    if person is None or not person.is_shown:
        return
    here = {f"{settings.SITE_URL}/@{person.handle}", f"{settings.SITE_URL}/@{person.handle}/links"}
    for row in PageLink.objects.filter(person=person).order_by("order"):
        now = timezone.now()
        verified = now if _links_back(row.url, here) else None
        PageLink.objects.filter(id=row.id, url=row.url).update(checked_at=now, verified_at=verified)


def check_links_again() -> None:
    """Look again at what was verified a week ago: pages change their owners."""
    if not client.is_on():
        return
    due = PageLink.objects.filter(verified_at__isnull=False, checked_at__lt=timezone.now() - LOOKED_AT_AGAIN)
    for person_id in list(due.order_by("checked_at").values_list("person", flat=True).distinct()[:AT_A_TIME]):
        check_links_of(person_id=person_id)


def _links_back(url: str, here: set[str]) -> bool:
    try:
        page = client.fetch(url, allow=lambda _host: True)
    except client.Failed:
        return False
    return any(each.rstrip("/").lower() in here for each in links_of_owner("", page.text))
