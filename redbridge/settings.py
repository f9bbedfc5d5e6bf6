"""Every setting in three groups: always, the embedded default, and the URLs for when one machine is outgrown."""

import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from redbridge.arrival import doorkeys
from redbridge.arrival.reading import limits as reading_limits
from redbridge.language import endpoints
from redbridge.switches import SWITCHES

env = environ.Env()
_defaults = {switch.name: switch.default for switch in SWITCHES}


def _read(name: str) -> str:
    return str(env.str(name, default=_defaults[name])).strip()


# Always ------------------------------------------------------------------------------------------------------------

PACKAGE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(_read("REDBRIDGE_DATA")).resolve()
SITE_URL = _read("SITE_URL").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured(f"SITE_URL must look like https://example.org, not {SITE_URL!r}.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


IS_LOOPBACK = _is_loopback(_site.hostname)
DEBUG = env.bool("DEBUG", default=False)
if DEBUG and not IS_LOOPBACK:
    raise ImproperlyConfigured("DEBUG shows secrets to strangers: it works only while SITE_URL is loopback.")

SIGN_UP = _read("SIGN_UP")
if SIGN_UP not in {"open", "invite", "closed"}:
    raise ImproperlyConfigured(f"SIGN_UP must be open, invite or closed, not {SIGN_UP!r}.")
if _read("DETECTOR") not in {"quick", "thorough", "small", "none"}:
    raise ImproperlyConfigured(f"DETECTOR must be quick, thorough, small or none, not {_read('DETECTOR')!r}.")
if not _read("API_PACE").isdecimal() or not int(_read("API_PACE")):
    raise ImproperlyConfigured(f"API_PACE must be a number above 0, not {_read('API_PACE')!r}.")
API_PACE = int(_read("API_PACE"))
if not _read("GRACE_DAYS").isdecimal() or int(_read("GRACE_DAYS")) > 30:  # noqa: PLR2004 - a month is what the law allows
    raise ImproperlyConfigured(f"GRACE_DAYS must be a number from 0 to 30, not {_read('GRACE_DAYS')!r}.")
GRACE_DAYS = int(_read("GRACE_DAYS"))
FETCHES = env.bool("FETCHES", default=False)
FETCH_LOOPBACK = False  # tests fetch from servers of their own
try:
    HANDLE_APPS = doorkeys.parse(_read("HANDLE_APPS"))
except ValueError as _wrong:
    raise ImproperlyConfigured(f"HANDLE_APPS is place=name:secret ..., without {_wrong}.") from None
ARRIVAL_KEY = _read("ARRIVAL_KEY")
try:
    ARRIVAL_LIMITS = reading_limits.parse(_read("ARRIVAL_LIMITS"))
except ValueError as _wrong:
    raise ImproperlyConfigured(f"ARRIVAL_LIMITS is name=number ..., without {_wrong}.") from None
reading_limits.use(**ARRIVAL_LIMITS)  # what reads uploads knows nothing of Django
try:
    TRANSLATE = endpoints.parse(_read("TRANSLATE_URL"))
except ValueError as _wrong:
    raise ImproperlyConfigured(f"TRANSLATE_URL lists services, and this is none: {_wrong}") from None
if not _read("TRANSLATE_BUDGET").isdecimal():
    raise ImproperlyConfigured(f"TRANSLATE_BUDGET must be a number, not {_read('TRANSLATE_BUDGET')!r}.")
TRANSLATE_BUDGET = int(_read("TRANSLATE_BUDGET"))
APERTIUM = env.bool("APERTIUM", default=True)
TRUSTED_PROXIES = [part.strip() for part in _read("TRUSTED_PROXIES").split(",") if part.strip()]


def _key_ring() -> list[str]:
    """Keys in `DATA/keys/secret.txt`, newest first; the first start writes one. A new first line rotates."""
    path = DATA_DIR / "keys" / "secret.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"secret.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48) + "\n")
        try:
            path.hardlink_to(fresh)  # of two processes that start at once exactly one wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return [line for line in path.read_text().split() if line]


SECRET_KEY, *SECRET_KEY_FALLBACKS = _key_ring()

ALLOWED_HOSTS = [_site.hostname, *(["localhost", "127.0.0.1", "[::1]"] if IS_LOOPBACK else [])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE = _site.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
if SECURE:  # so no other host of the domain can plant a session
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None  # links in pages are https, too
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
CSRF_FAILURE_VIEW = "redbridge.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "data:", "blob:"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "redbridge.events",
    "redbridge.mail",
    "redbridge.accounts",
    "redbridge.language",
    "redbridge.media",
    "redbridge.follows",
    "redbridge.notes",
    "redbridge.interactions",
    "redbridge.trust",
    "redbridge.feed",
    "redbridge.notifications",
    "redbridge.arrival",
    "redbridge.privacy",
    "redbridge.demo",
    "redbridge.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "redbridge.web.compression.compress",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "redbridge.web.guards.guard_answers",
    "redbridge.web.middleware.maintenance",
    "redbridge.web.middleware.client_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "redbridge.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "redbridge.web.seen.note_device",
    "redbridge.web.middleware.Problems",
]
ROOT_URLCONF = "redbridge.urls"
WSGI_APPLICATION = "redbridge.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "redbridge.web.shell.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "redbridge.web.templatetags.kit"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # a session is written only for sign-in

# Words
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("es", "Español"),
    ("fr", "Français"),
]
REVIEWED_LANGUAGES = {"en"}  # read through by people who grew up with them; the menu says which are not
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# Sign-in
AUTH_USER_MODEL = "accounts.SignIn"
AUTHENTICATION_BACKENDS = ["redbridge.accounts.backends.Backend"]
SESSION_ENGINE = "redbridge.accounts.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "redbridge.accounts.allauth_adapters.AccountAdapter"
MFA_ADAPTER = "redbridge.accounts.allauth_adapters.MFAAdapter"
USERSESSIONS_ADAPTER = "redbridge.accounts.allauth_adapters.SessionsAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anybody could have us write to anybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "none"  # our own code page confirms addresses, at sign-up and later
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_PRESERVE_USERNAME_CASING = False  # handles are lower case, so looking one up is an index and no scan
ACCOUNT_FORMS = {"login": "redbridge.accounts.allauth_forms.SignIn"}
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_FORMS = {
    "add_webauthn": "redbridge.accounts.allauth_forms.AddPasskey",
    "authenticate_webauthn": "redbridge.accounts.allauth_forms.PasskeyAsSecondStep",
    "login_webauthn": "redbridge.accounts.allauth_forms.PasskeySignIn",
    "reauthenticate_webauthn": "redbridge.accounts.allauth_forms.PasskeyAsProof",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOOPBACK
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
USERSESSIONS_TRACK_ACTIVITY = False

# The embedded default, and the URLs for when one machine is outgrown -----------------------------------------------

DATABASE_URL = _read("DATABASE_URL")
# Each thread has a connection: larger caches cost memory in every one of them, and measured no faster.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4096;"
        "PRAGMA mmap_size=67108864; PRAGMA temp_store=MEMORY;"
    ),
}


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / name,
        "CONN_MAX_AGE": None,  # closing a connection after each request cost four times the CPU
        "OPTIONS": SQLITE_OPTIONS,
    }


DATABASES: dict[str, dict[str, Any]] = {"default": _sqlite("redbridge.sqlite3")}
if DATABASE_URL:
    DATABASES["default"] = {**env.db_url_config(DATABASE_URL), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")

# Shared by all processes: sign-in guards and rate limits must hold across them, so never per-process memory.
CACHE_URL = _read("CACHE_URL")
if CACHE_URL:
    CACHES: dict[str, dict[str, Any]] = {"default": env.cache_url_config(CACHE_URL)}
else:
    DATABASES["cache"] = _sqlite("cache.sqlite3")
    DATABASE_ROUTERS = ["redbridge.kit.cacherouter.CacheRouter"]
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    }

FEED_PULLED_FROM = 10_000  # authors with more followers are looked up by readers instead of written into each feed

WORKER_URL = _read("WORKER_URL")
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE_DIR / "web" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # ours only, nothing of a dependency
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "redbridge.web.staticfiles.Storage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "redbridge.web.guards.UploadGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # an itinerary of 120 stops is about 900
DATA_UPLOAD_MAX_NUMBER_FILES = 20

MAIL_URL = _read("MAIL_URL")
CAN_MAIL = bool(MAIL_URL)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if CAN_MAIL:
    vars().update(env.email_url_config(MAIL_URL))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _read("MAIL_FROM") or f"Redbridge <redbridge@{_site.hostname}>"
EMAIL_TIMEOUT = 20

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "redbridge": {"level": "INFO"},
        # What visitors ask for in vain is their own affair, and holds names of people.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}

SITE_NAME = _("Redbridge")
