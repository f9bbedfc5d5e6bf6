"""How a note read before, for those who could read it then."""

from redbridge.accounts.models import Person
from redbridge.follows import queries as follows
from redbridge.kit.ids import possible
from redbridge.media.models import Picture
from redbridge.notes.models import FormerPicture, Note, NoteVersion, Visibility
from redbridge.notes.queries import MOST_A_PAGE, OPEN, SHOWN, get_note, is_moderator, visible_notes


def versions_of(viewer: Person | None, *, note_id: int) -> list[NoteVersion]:
    """Former versions that the viewer may see, newest first; NotFound unless they may see the note.

    Its author and moderators see all. Others see those that were shown to people like them when they were replaced.
    """
    note = get_note(viewer, note_id=note_id)
    rows = NoteVersion.objects.filter(note=note, audience__in=_audiences(viewer, note))
    return list(rows.order_by("-version")[:MOST_A_PAGE])


def pictures_in(versions: list[NoteVersion]) -> dict[int, Picture]:
    """Pictures that the versions showed, by id, without those that moderation hid."""
    ids = {picture_id for version in versions for picture_id in version.picture_ids}
    return {row.id: row for row in Picture.objects.filter(id__in=possible(ids), standing__in=SHOWN)}


def former_picture_is_visible(viewer: Person | None, *, picture_id: int) -> bool:
    """Whether a version that the viewer may see showed the picture."""
    rows = FormerPicture.objects.filter(picture_id__in=possible([picture_id]))
    if not is_moderator(viewer):
        rows = rows.filter(picture__standing__in=SHOWN)
    note_ids = rows.values_list("note_id", flat=True)
    for note in visible_notes(viewer, ids=note_ids).values():
        former = NoteVersion.objects.filter(note=note, audience__in=_audiences(viewer, note)).order_by("-version")
        if any(picture_id in ids for ids in former.values_list("picture_ids", flat=True)[:MOST_A_PAGE]):
            return True
    return False


def _audiences(viewer: Person | None, note: Note) -> list[str]:
    if viewer is not None and (viewer.id == note.author_id or is_moderator(viewer)):
        return list(Visibility.values)
    tie = follows.relation(viewer, person_id=note.author_id)
    found: list[str] = list(OPEN)
    if tie.follows:
        found.append(Visibility.FOLLOWERS)
    if tie.is_mutual:
        found.append(Visibility.MUTUALS)
    return found
