"""What the operator writes into `HANDLE_APPS`; read with the settings, so it knows nothing of Django."""

KEYED = {"tiktok", "instagram"}
REGISTERED = {"mastodon"}  # each server gives the site keys when it is asked


def parse(text: str) -> dict[str, tuple[str, str]]:
    """Places with the name and the secret of this site there; ValueError for anything else."""
    found: dict[str, tuple[str, str]] = {}
    for part in text.split():
        place, _equals, pair = part.partition("=")
        client_id, _colon, secret = pair.partition(":")
        if place in REGISTERED and not pair:
            found[place] = ("", "")
        elif place in KEYED and client_id and secret:
            found[place] = (client_id, secret)
        else:
            raise ValueError(place)
    return found
