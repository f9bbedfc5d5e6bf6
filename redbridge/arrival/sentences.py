"""One kind sentence for everything that can be wrong with an upload, and for every reason why a row was left out."""

from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What cannot be read at all, or not in full.
PROBLEMS: Final = MappingProxyType(
    {
        "empty": _("This file is empty. Download your export again and choose the new file."),
        "file_gone": _("The file is no longer here. Please bring it once more."),
        "rows_gone": _("What we read of this file is no longer here. Please bring it once more."),
        "unknown_export": _("We do not recognize this as an export. Choose the file just as you downloaded it."),
        "unknown_json": _(
            "This is JSON, but not as any export that we know writes it. Choose the file just as you downloaded it."
        ),
        "source_closed": _("Exports from there are not taken here at the moment."),
        "other_archive": _("This kind of archive cannot be opened here. Unpack it and pack it again as a zip."),
        "cut_off_archive": _("The end of this archive is missing. Download it again, to the end."),
        "split_archive": _(
            "This is one part of a larger archive. Download the other parts and join them, or ask for a smaller export."
        ),
        "broken_archive": _("This archive is damaged. Download it again and choose the new file."),
        "encrypted": _("This archive is locked with a password. Unpack it and pack it again without one."),
        "odd_compression": _(
            "This archive is packed in a way that we cannot open. Unpack it and pack it again as a plain zip."
        ),
        "odd_member": _("This archive holds a link or a device in place of a file. We do not open such archives."),
        "unsafe_name": _("A file in this archive has a name that leads outside of it. We do not open such archives."),
        "same_name": _("Two files in this archive have the same name, so we cannot tell which one is yours."),
        "missing_member": _("A file of this archive could not be found in it."),
        "too_many_files": _("There are too many files in this archive. Bring it in several smaller ones."),
        "too_much_inside": _("Unpacked, this archive is larger than we can take. Bring it in several smaller ones."),
        "member_too_big": _("A file in this archive is larger than we can take."),
        "too_heavy": _("Reading this file takes more than we can give to one upload. Ask for a smaller export."),
        "cut_off": _("This file ends in the middle. Download your export again, to the end."),
        "bad_json": _(
            "This file is not written as an export should be. If it was edited by hand, use the one you downloaded."
        ),
        "not_json": _("A file that should hold JSON holds something else."),
        "bad_number": _("This file holds a number that no export would write. Use the file just as you downloaded it."),
        "bad_table": _("This table cannot be read. Save it as CSV with commas and choose it again."),
        "not_understood": _(
            "Something in this file is new to us, and we stumbled over it. Please tell whoever runs this site."
        ),
        "too_deep": _("This file is nested more deeply than any export. Use the file just as you downloaded it."),
        "text_too_long": _("This file holds one text of several megabytes, which no export does."),
        "row_too_big": _("This file holds a single entry of several megabytes, which no export does."),
        "odd_row": _("Some entries could not be read, and were left out."),
        "shortened": _("Some very long texts were shortened."),
        "pages_not_data": _("This export is made of web pages. Ask for it again and choose JSON as its format."),
        "newer_archive": _("This archive was written by a newer Redbridge than this one. Ask here for an update."),
        "unclear_date": _("A date could be two different days, so it was left out. Write it like 2024-05-31."),
        "unsure_section": _(
            "One part is in a language that we do not know. We took it for what it looks like; please check it."
        ),
    }
)

# Why a row did not come in.
REASONS: Final = MappingProxyType(
    {
        "same": _("It is in the file more than once."),
        "too_many": _("There are more of these than we keep; the most recent ones came first."),
        "nameless": _("It names nobody."),
        "no_link": _("It leads nowhere."),
        "no_text": _("It holds no words."),
        "no_name": _("It has no name."),
        "empty_row": _("It is empty."),
        "odd_row": _("It is not written as the others are."),
    }
)


def sentence(code: str, at: str = "") -> str:
    """What to tell the person about a code, with the file and the line where that is known."""
    said = str(PROBLEMS.get(code, PROBLEMS["not_understood"]))
    if not at or code in {"unknown_export", "unknown_json", "empty", "too_heavy", "source_closed"}:
        return said
    name, _colon, line = at.rpartition(":")
    if name and line.isdecimal():
        return gettext("%(sentence)s (%(file)s, line %(line)s)") % {"sentence": said, "file": name, "line": line}
    return f"{said} ({at})"


def reason(code: str) -> Promise | str:
    """Why rows were left out."""
    return REASONS.get(code, "")
