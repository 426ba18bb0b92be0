"""Every setting, read top to bottom. Values come from the environment; the defaults work for trying it out.

bin/up, bin/manage and the compose file fill the environment. config/checks.py refuses unsafe mixtures.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import FileAwareEnv

BASE_DIR = Path(__file__).resolve().parent.parent
env = FileAwareEnv()  # NAME_FILE may stand for NAME: a secret mounted as a file

# --- Where we run --------------------------------------------------------------------------------------
PRODUCTION = env.bool("PRODUCTION", False)  # people rely on this site: config/checks.py then insists
DEBUG = env.bool("DEBUG", False)
# Databases, secrets, collected files and copies live here.
PEER_DATA = Path(env.str("PEER_DATA", str(BASE_DIR / ".local")))
PEER_PART = env.str("PEER_PART", "web")  # web, worker or scheduler: how this process treats the broker

DEFAULT_SECRET_KEY = "insecure-and-public: only for checks and tests"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", DEFAULT_SECRET_KEY)
SECRET_KEY_FALLBACKS: list[str] = env.list(
    "SECRET_KEY_FALLBACKS", []
)  # old keys; keep one for 14 days after a change

SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", "Kitchen Table")
HTTPS = SITE_URL.startswith("https://")
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", [] if PRODUCTION else [*LOOPBACK, urlsplit(SITE_URL).hostname or "localhost"]
)
# Pages of these origins may open a socket and post forms. Full origins: scheme, host and port.
ORIGINS = env.list("ORIGINS", [SITE_URL])
CSRF_TRUSTED_ORIGINS = ORIGINS
TRUSTED_PROXIES: list[str] = env.list(
    "TRUSTED_PROXIES", []
)  # addresses whose X-Forwarded-For and -Proto we believe

# --- What it is made of --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    *(["daphne"] if DEBUG else []),  # makes runserver speak to sockets; elsewhere only memory
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets' templates, for the renderer of accounts.look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "pgtrigger",
    "accounts.people",
    "accounts.texts",
    "accounts.record",
    "accounts.notices",
    "accounts.help",
    "accounts.live",
    "accounts.look",
    "community.spaces",
    "community.forums",
    "community.chat",
    "moderation.detection",
    "moderation.cases",
]

MIDDLEWARE = [
    "config.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.people.middleware.SignedIn",
    "config.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "config.middleware.NeverKept",
    "config.middleware.KindErrors",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.look.context.page",
            ],
        },
    },
]

FORM_RENDERER = "accounts.look.forms.LookRenderer"
SHOW_PARTS = env.bool("SHOW_PARTS", False)  # /look/parts/: every piece in every state, for developers

# Asked before anything is published; see community/spaces/gate.py.
CONTRIBUTION_GATE = "moderation.cases.gate.Gate"

# --- Data ----------------------------------------------------------------------------------------------
# Postgres sets none of these; longer for named jobs only.
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", 5_000)
_TIMEOUTS = {
    "statement_timeout": STATEMENT_TIMEOUT_MS,
    "lock_timeout": env.int("LOCK_TIMEOUT_MS", 2_000),
    "idle_in_transaction_session_timeout": 10_000,
}
DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgresql:///peer")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int(
        "CONN_MAX_AGE", 600
    ),  # persistent: a connection per request costs two thirds of the pages
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 3,
        "tcp_user_timeout": 10_000,
        "options": " ".join(f"-c {name}={value}" for name, value in _TIMEOUTS.items()),
        # Bound by the server, so that a failing statement carries no words into a log, and prepared.
        "server_side_binding": True,
        "prepare_threshold": 3,
        "application_name": f"peer-{PEER_PART}",
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache is the database's: Valkey may die or freeze, and then no limit and no sign-in may suffer.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Valkey carries the queue and the hints that something changed, never words.
REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")

# --- Signing in ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    # The number stands in the words of accounts/people/passwords.py and forms.py, too.
    {"NAME": "accounts.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.people.passwords.NotWellKnown"},
    {"NAME": "accounts.people.passwords.NotLikeTheName", "OPTIONS": {"user_attributes": ("sign_in_name",)}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "config.sign_in.AccountAdapter"
MFA_ADAPTER = "config.sign_in.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # nobody needs an address to join
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds a password counts as just given
# By name and address together: wrong tries from elsewhere never lock the owner out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "30/m/ip", "signup": "10/h/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # the server has already put the client's address in place (config/serve.py)
USERSESSIONS_TRACK_ACTIVITY = False  # would note an address at each request

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# "off" lets staff work without a second factor. For the demo on one's own machine; production refuses it.
STAFF_SECOND_FACTOR = env.str("STAFF_SECOND_FACTOR", "on")

SESSION_ENGINE = "accounts.people.sessions"  # session and person in one statement
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token in their forms
CSRF_FAILURE_VIEW = "config.errors.form_is_too_old"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What browsers are told ----------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF, *[origin.replace("http", "ws", 1) for origin in ORIGINS]],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes browsers send "Origin: null" with each form
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"
LEAVE_QUICKLY_URL = env.str("LEAVE_QUICKLY_URL", "https://www.wikipedia.org/")  # where Leave quickly goes

# --- Sizes ---------------------------------------------------------------------------------------------
BODY_LIMIT = env.int("BODY_LIMIT", 256 * 1024)  # bytes of a form; config/whole_body.py answers 413 above
BODY_SECONDS = 20  # a slower upload gets 408
# A page that has not begun by then is answered 503 with the help lines.
PAGE_SECONDS = env.float("PAGE_SECONDS", 5)
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FRAME_LIMIT = 64 * 1024  # bytes of a socket frame above which the server closes
WEB_THREADS = env.int("WEB_THREADS", 4)  # each holds one database connection
STOP_SECONDS = env.int("STOP_SECONDS", 25)  # open requests may finish for so long when the server is stopped

# --- How much, how fast: said while writing -------------------------------------------------------------
NEWCOMER_HOURS = env.int(
    "NEWCOMER_HOURS", 24
)  # of a membership; longer lets a flood be met before it is large
NEWCOMER_TOPICS_A_DAY = env.int("NEWCOMER_TOPICS_A_DAY", 5)
NEWCOMER_REPLIES_A_DAY = env.int("NEWCOMER_REPLIES_A_DAY", 50)
TOPICS_A_DAY = env.int("TOPICS_A_DAY", 20)
REPLIES_A_DAY = env.int("REPLIES_A_DAY", 200)
MESSAGES_A_SECOND = env.int("MESSAGES_A_SECOND", 2)  # of one member, in rooms, over all their windows
FRAMES_A_SECOND = env.int("FRAMES_A_SECOND", 20)  # of one person's sockets together

# --- Words and time ------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files: ours only, nothing people upload ----------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(PEER_DATA / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.statics.HashedStatics"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = PEER_DATA / "uploads"
COPIES_ROOT = PEER_DATA / "copies"  # help page and 503 page as files: they answer when nothing else does

# --- Mail ----------------------------------------------------------------------------------------------
_MAIL = urlsplit(env.str("EMAIL_URL", ""))  # smtp://name:password@host:587 ; empty: no mail is sent
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.username or "", _MAIL.password or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp", _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 5
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"no-reply@{urlsplit(SITE_URL).hostname}")
ADMINS: list[str] = []  # Django's error mails would carry people's words

# --- Logs: JSON lines by allow-list, no words, names or addresses (config/logs.py) ---------------------
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING_CONFIG = "config.logs.configure"
LOGGING = {"level": LOG_LEVEL, "stream": env.str("LOG_STREAM", "stdout")}  # commands: stderr
SILENCED_SYSTEM_CHECKS = ["security.W008"] if not HTTPS else []
