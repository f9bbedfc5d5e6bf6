"""Take pictures and videos in, show them, let them go."""

from redbridge.kit.receiving import OffsetWrong
from redbridge.media.actions.bringing import (
    MadePicture,
    bring_video,
    forget_made,
    keep_made,
    make_card,
    make_picture,
)
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
from redbridge.media.actions.videochanges import choose_poster, delete_track, save_track, trim_video
from redbridge.media.actions.videokeeping import (
    attach_videos,
    end_unfinished_uploads,
    purge_unused_videos,
    purge_video_sources,
    release_videos,
    release_videos_of,
    remove_video,
)
from redbridge.media.actions.videouploads import begin_video, receive_chunk, upload_video
from redbridge.media.actions.videowork import add_smaller_video, prepare_video

__all__ = [
    "MadePicture",
    "OffsetWrong",
    "add_smaller_video",
    "attach_pictures",
    "attach_videos",
    "begin_video",
    "bring_video",
    "change_standing_of_picture",
    "choose_poster",
    "crop_picture",
    "delete_track",
    "describe_picture",
    "draw_card",
    "end_unfinished_uploads",
    "finish_picture",
    "forget_made",
    "keep_made",
    "make_card",
    "make_picture",
    "prepare_video",
    "purge_orphans",
    "purge_sources",
    "purge_unused_videos",
    "purge_video_sources",
    "receive_chunk",
    "release_pictures",
    "release_pictures_of",
    "release_videos",
    "release_videos_of",
    "remove_video",
    "save_track",
    "set_cover",
    "set_portrait",
    "settle_profile_pictures",
    "sweep_folders",
    "trim_video",
    "upload_picture",
    "upload_video",
]
