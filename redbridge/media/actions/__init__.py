"""Take pictures in, show them, let them go."""

from redbridge.media.actions.keeping import (
    attach_pictures,
    purge_orphans,
    purge_sources,
    release_pictures,
    release_pictures_of,
    sweep_folders,
)
from redbridge.media.actions.profiles import set_cover, set_portrait, settle_profile_pictures
from redbridge.media.actions.standing import change_standing_of_picture
from redbridge.media.actions.uploads import crop_picture, describe_picture, draw_card, finish_picture, upload_picture

__all__ = [
    "attach_pictures",
    "change_standing_of_picture",
    "crop_picture",
    "describe_picture",
    "draw_card",
    "finish_picture",
    "purge_orphans",
    "purge_sources",
    "release_pictures",
    "release_pictures_of",
    "set_cover",
    "set_portrait",
    "settle_profile_pictures",
    "sweep_folders",
    "upload_picture",
]
