"""Tables of arrival: uploads, old handles, friends looked for, taste brought along, first days."""

from redbridge.arrival.models.friends import Finding, FriendKey, Match
from redbridge.arrival.models.handles import NameClaim, OldHandle, Vouch
from redbridge.arrival.models.jobs import Arrival, ArrivedItem, SourceSwitch, WaitingNewcomer
from redbridge.arrival.models.links import PageLink
from redbridge.arrival.models.settling import FirstStep, Helping, Mentoring
from redbridge.arrival.models.taste import NoteKey, SeenKey, TasteBrought

__all__ = [
    "Arrival",
    "ArrivedItem",
    "Finding",
    "FirstStep",
    "FriendKey",
    "Helping",
    "Match",
    "Mentoring",
    "NameClaim",
    "NoteKey",
    "OldHandle",
    "PageLink",
    "SeenKey",
    "SourceSwitch",
    "TasteBrought",
    "Vouch",
    "WaitingNewcomer",
]
