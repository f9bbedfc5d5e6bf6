"""Sessions in the database as Django keeps them, found by a query that is compiled once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from redbridge.kit.prepared import Prepared

_SESSION: Prepared[Session] = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's own store but for how a session is looked up."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key or ""
        found = _SESSION.first(key=key) if "\x00" not in key else None
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None  # as Django says that there is none
        return None
