"""Every variable of the environment that an operator can set; `docs/settings.md` is generated from these."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Switch:
    """One variable of the environment."""

    name: str
    default: str
    help: str


SWITCHES = (
    Switch("REDBRIDGE_DATA", "data", "Folder for database, media, keys, logs and sockets."),
    Switch("SITE_URL", "http://localhost:8000", "Where people reach the site. Anything but loopback is production."),
    Switch("DATABASE_URL", "", "Empty: SQLite in the data folder. Else e.g. postgres://user:password@host/name."),
    Switch("CACHE_URL", "", "Empty: a table in an SQLite file of its own. Else e.g. redis://host:6379/0."),
    Switch("WORKER_URL", "", "Empty: workers on this machine, woken by a socket in the data folder."),
    Switch("MEDIA_URL", "", "Empty: files in the data folder."),
    Switch("MAIL_URL", "", "Empty: no mail is sent. Else e.g. smtp+tls://user:password@host:587 or consolemail://."),
    Switch("MAIL_FROM", "", "The sender of mail, e.g. Redbridge <hello@example.org>."),
    Switch("SIGN_UP", "open", "Who may join: open, invite or closed. The set-up page can change it."),
    Switch("TRUSTED_PROXIES", "", "Addresses or networks of reverse proxies whose X-Forwarded-For is believed."),
    Switch("FETCHES", "false", "Whether the site may open public profiles elsewhere, to see proofs of old handles."),
    Switch(
        "HANDLE_APPS",
        "",
        "Where people may sign in to prove an old handle: tiktok=key:secret instagram=id:secret mastodon ...",
    ),
    Switch("ARRIVAL_KEY", "", "Empty: keys for finding friends lie in the data folder. Else version:secret pairs."),
    Switch("ARRIVAL_LIMITS", "", "Other limits of reading uploads: entries=50000 inflated=16G kept.posts=50000 ..."),
    Switch(
        "TRANSLATE_URL",
        "",
        "Services that translate, the first first: openai+https://key@host/v1?model=name deepl://key@ "
        "libretranslate+http://localhost:5000 ... (docs/language.md). Empty: what is on this machine.",
    ),
    Switch("TRANSLATE_BUDGET", "500000", "Characters a day that all services together may be given; 0 for none."),
    Switch("APERTIUM", "true", "Whether Apertium translates where it is installed."),
    Switch(
        "DETECTOR",
        "quick",
        "The model that tells languages in Latin letters apart where their words do not: quick (30 MB), thorough "
        "(300 MB), small (1 MB, needs the extra `small`) or none.",
    ),
    Switch("API_PACE", "600", "Requests a minute that a token, or an address without one, may send to the API."),
    Switch("GRACE_DAYS", "30", "Days in which somebody who left can come back, 0 to 30; then all is deleted."),
    Switch("WEB_PROCESSES", "1", "Web processes; one a core at most."),
    Switch("DEBUG", "false", "Django's debug pages; refused unless SITE_URL is loopback."),
)
