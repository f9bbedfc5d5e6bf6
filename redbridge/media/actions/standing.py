"""What moderation decides about a picture."""

from django.db import transaction

from redbridge.events import announce
from redbridge.media.actions.keeping import attach_pictures
from redbridge.media.events import PictureChanged
from redbridge.media.models import Picture


def change_standing_of_picture(*, picture_id: int, state: str, rule: str = "", rule_version: str = "") -> None:
    """Hide or show a picture; only `trust` calls this, and checks who asks. Announces PictureChanged."""
    with transaction.atomic():
        picture = Picture.objects.select_for_update(no_key=True).get(id=picture_id)
        if picture.is_open and state not in {Picture.State.VISIBLE, Picture.State.LIMITED}:
            attach_pictures(picture_ids=[picture_id], is_open=False, keep_source=True)
        Picture.objects.filter(id=picture_id).update(
            standing=state, standing_rule=rule, standing_rule_version=rule_version
        )
        announce(PictureChanged(picture_id))
