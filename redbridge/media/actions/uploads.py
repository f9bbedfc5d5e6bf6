"""From a file that somebody sends to a picture with all its widths."""

from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from redbridge.accounts.models import Person
from redbridge.events import announce
from redbridge.kit import limits, receiving
from redbridge.kit.errors import NotAllowed, Refused
from redbridge.kit.ids import mint
from redbridge.kit.receiving import Readable
from redbridge.kit.text import tidy
from redbridge.media import covers, folders, pictures
from redbridge.media.events import PictureChanged, PictureUploaded
from redbridge.media.models import Picture
from redbridge.media.pictures import Derived, PictureRefused
from redbridge.media.queries import own_picture

LONGEST_ALT = 1500
UPLOADS_AN_HOUR = 300


def upload_picture(actor: Person, *, source: Path | BinaryIO | Readable, crop: str = "", alt: str = "") -> Picture:
    """Take a picture in; its preview is there on return, the other widths follow. Announces PictureUploaded.

    Refused, with a sentence beside the field `picture`, for anything that is not a picture we take.
    """
    _check_may_upload(actor)
    _check_crop(crop)
    received = folders.incoming()
    try:
        _receive(source, received)
        return store(actor, received, crop=crop, alt=tidy(alt)[:LONGEST_ALT])
    finally:
        received.unlink(missing_ok=True)


def draw_card(actor: Person, *, text: str, style: int, language: str) -> Picture:
    """A typographic card as a picture of the actor's."""
    drawn = folders.incoming()
    try:
        with drawn.open("wb") as file:
            covers.draw(text, style, language=language).save(file, "PNG", compress_level=1)
        return store(actor, drawn, crop="", alt=tidy(text)[:LONGEST_ALT])
    finally:
        drawn.unlink(missing_ok=True)


def finish_picture(*, picture_id: int) -> None:
    """Make all widths of a picture; for the worker. May be repeated. Announces PictureChanged."""
    while True:
        seen = Picture.objects.filter(id=picture_id, progress=Picture.Progress.PREVIEW).first()
        if seen is None:
            return
        folder = folders.folder(seen.id, seen.secret)
        try:
            derived = pictures.derive(folder / folders.SOURCE, folder, crop=seen.crop or None)
            folders.close(folder)
            if _finish(seen, derived, ""):
                return
        except PictureRefused as refused:
            if _finish(seen, None, refused.code):
                return
        except FileNotFoundError:
            if Picture.objects.filter(id=seen.id, secret=seen.secret).exists():
                raise
        folders.remove(folder)  # the picture got another secret meanwhile, and lies elsewhere


def crop_picture(actor: Person, *, picture_id: int, crop: str) -> Picture:
    """Cut a picture to a shape (a key of pictures.RATIOS), or give it back its own with "". Until it is published."""
    _check_crop(crop)
    old = own_picture(actor, picture_id=picture_id)
    if old.crop == crop:
        return old
    _check_may_upload(actor)
    if old.source != Picture.Source.KEPT:
        sentence = _("This picture can no longer be cropped. Add it again to crop it anew.")
        raise Refused(sentence, code="source_gone")
    secret = folders.new_secret()  # files of an address never change
    before, after = folders.folder(old.id, old.secret), folders.folder(old.id, secret)
    try:
        folders.copy(before, after, names={folders.SOURCE})
        derived = pictures.derive(after / folders.SOURCE, after, preview_only=True, crop=crop or None)
        folders.close(after)
        _move(old, secret, {"crop": crop, **_facts(derived)})
    except PictureRefused as refused:
        folders.remove(after)
        raise _refusal(refused) from refused
    except BaseException:
        folders.remove(after)
        raise
    return own_picture(actor, picture_id=picture_id)


def describe_picture(actor: Person, *, picture_id: int, alt: str, language: str = "") -> Picture:
    """Say what a picture shows, for those who do not see it. Announces PictureChanged."""
    picture = own_picture(actor, picture_id=picture_id)
    words = tidy(alt)
    if len(words) > LONGEST_ALT:
        raise Refused(_("Keep the description under 1,500 characters."), field="alt", code="too_long")
    if (words, language) != (picture.alt, picture.alt_language):
        picture.alt, picture.alt_language = words, language[:12]
        with transaction.atomic():
            picture.save(update_fields=["alt", "alt_language"])
            announce(PictureChanged(picture.id))
    return picture


def _check_may_upload(actor: Person) -> None:
    if not actor.is_shown:
        raise NotAllowed(_("Your account cannot do this at the moment."))
    limits.require(f"upload:{actor.id}", limit=UPLOADS_AN_HOUR, seconds=3600)


def _check_crop(crop: str) -> None:
    if crop and crop not in pictures.RATIOS:
        raise Refused(_("There is no such shape."), field="crop", code="bad_choice")


def _receive(source: Path | BinaryIO | Readable, target: Path) -> None:
    try:
        receiving.receive(source, target, most=pictures.MAX_BYTES, mode=folders.FILE_MODE)
    except receiving.TooMuchError as too_much:
        raise _refusal(PictureRefused("too_big")) from too_much


def store(actor: Person, received: Path, *, crop: str, alt: str) -> Picture:
    """Make a picture of a file that is here; it is moved away. Announces PictureUploaded."""
    picture = Picture(id=mint(), owner=actor, secret=folders.new_secret(), crop=crop, alt=alt)
    folder = folders.folder(picture.id, picture.secret)
    try:
        derived = pictures.derive(received, folder, preview_only=True, crop=crop or None)
        received.replace(folder / folders.SOURCE)
        folders.close(folder)
        for name, value in _facts(derived).items():
            setattr(picture, name, value)
        picture.progress, picture.source = Picture.Progress.PREVIEW, Picture.Source.KEPT
        with transaction.atomic():
            picture.save(force_insert=True)
            announce(PictureUploaded(picture.id))
    except PictureRefused as refused:
        raise _refusal(refused) from refused
    except BaseException:
        folders.remove(folder)
        raise
    return picture


def _move(old: Picture, secret: str, facts: dict[str, object]) -> None:
    with transaction.atomic():
        same = Picture.objects.filter(id=old.id, secret=old.secret, source=Picture.Source.KEPT)
        if not same.update(secret=secret, progress=Picture.Progress.PREVIEW, refusal="", **facts):
            raise Refused(_("This picture changed in the meantime. Look again."), code="changed")
        announce(PictureUploaded(old.id))
        transaction.on_commit(lambda: folders.remove(folders.folder(old.id, old.secret)))


def _finish(seen: Picture, derived: Derived | None, refusal: str) -> bool:
    """Write down what became of the picture, unless its files moved meanwhile."""
    with transaction.atomic():
        row = Picture.objects.select_for_update(no_key=True).filter(id=seen.id, secret=seen.secret).first()
        if row is None:
            return False
        row.progress = Picture.Progress.READY if derived else Picture.Progress.REFUSED
        row.refusal = refusal
        for name, value in (_facts(derived) if derived else {}).items():
            setattr(row, name, value)
        if row.source == Picture.Source.DROP:
            row.source = Picture.Source.GONE
            source = folders.folder(row.id, row.secret) / folders.SOURCE
            transaction.on_commit(lambda: source.unlink(missing_ok=True))
        row.save()
        announce(PictureChanged(row.id))
    return True


def _facts(derived: Derived) -> dict[str, object]:
    return {
        "width": derived.width,
        "height": derived.height,
        "widths": list(derived.widths),
        "ratio": derived.ratio,
        "color": derived.color,
        "sha256": derived.sha256,
    }


def _refusal(refused: PictureRefused) -> Refused:
    return Refused(str(pictures.sentence(refused.code)), field="picture", code=refused.code)
