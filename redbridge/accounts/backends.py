"""Who is signed in: credentials and their person are found in one query that is compiled once."""

from allauth.account.auth_backends import AuthenticationBackend

from redbridge.accounts.models import SignIn
from redbridge.kit.prepared import Prepared

_SIGN_IN: Prepared[SignIn] = Prepared(lambda key: SignIn.objects.filter(pk=key).select_related("person"))


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's own backend but for how a session's owner is looked up."""

    def get_user(self, user_id: int) -> SignIn | None:
        """The active credentials of that number."""
        found = _SIGN_IN.first(key=int(user_id))
        return found if found is not None and self.user_can_authenticate(found) else None
