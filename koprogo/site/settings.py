"""Django's settings. Every value a self-hoster may choose comes from ``config.py``; the rest is the product's."""

import os
from pathlib import Path

from koprogo.site import catalogues
from koprogo.site import config as configuration

CONFIG = configuration.read(os.environ)
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = CONFIG.secret_key
DEBUG = CONFIG.debug
ALLOWED_HOSTS = list(CONFIG.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [CONFIG.public_url]
SECURE = CONFIG.public_url.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"

KOPROGO_HOME = CONFIG.home
KOPROGO_FILES = CONFIG.home / "files"
KOPROGO_OUTBOX = CONFIG.home / "outbox"
KOPROGO_APP_ROLE = CONFIG.app_role
KOPROGO_UPLOAD_LIMIT_BYTES = CONFIG.upload_limit_bytes
KOPROGO_ARCHIVE_LIMIT_BYTES = CONFIG.archive_limit_bytes
KOPROGO_PUBLIC_URL = CONFIG.public_url
KOPROGO_LOCAL = CONFIG.local
#: The non-profit's own cloud: plans, meters, bills, public accounts. Off: none of it exists.
KOPROGO_HOSTING = CONFIG.hosting
KOPROGO_WATCH_TOKEN = CONFIG.watch_token
# Everybody can read the passwords of the demo world: where others come, they open nothing unless one asks for it.
KOPROGO_CLOSED_DOMAINS = () if CONFIG.local or CONFIG.demo else ("verger.example",)
KOPROGO_ACCESS_RESOLVER = "koprogo.condominiums.queries.access.resolve"
KOPROGO_SYSTEM_ACCESS = "koprogo.condominiums.queries.access.as_system"
KOPROGO_NAVIGATION = "koprogo.site.navigation.navigation"
KOPROGO_GUEST_LINKS = "koprogo.site.guest_links.HANDLERS"
#: Where others are hosted, what a new building accepts with its creation.
KOPROGO_JOINED = "koprogo.hosting.operations.joining.joined"
#: Where a non-profit hosts, what its assembly decided of prices, quotas and offices.
KOPROGO_MEMBERS_DECIDED = "koprogo.hosting.operations.gathering.session_closed"
KOPROGO_REFUSAL_SENTENCE = "koprogo.site.refusals.sentence"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "koprogo.platform",
    "koprogo.people",
    "koprogo.condominiums",
    "koprogo.ledger",
    "koprogo.meters",
    "koprogo.charges",
    "koprogo.purchases",
    "koprogo.budgets",
    "koprogo.settlements",
    "koprogo.banking",
    "koprogo.statements",
    "koprogo.auditing",
    "koprogo.closing",
    "koprogo.assemblies",
    "koprogo.neighbours",
    "koprogo.hosting",
    "koprogo.site",
]

MIDDLEWARE = [
    "koprogo.platform.headers.strict",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "koprogo.hosting.pages.metering.counted",
    "koprogo.site.weight.weighed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "koprogo.people.language.chosen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "koprogo.hosting.pages.metering.braked",
    "koprogo.hosting.pages.suspension.kept_readable",
    "koprogo.people.last_seen.noted",
    "koprogo.site.bounds.kept",
    "koprogo.site.refusals.spoken",
]

ROOT_URLCONF = "koprogo.site.urls"
WSGI_APPLICATION = "koprogo.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "pages",
        "DIRS": [PACKAGE / "platform" / "design" / "templates", *sorted(PACKAGE.glob("*/pages/templates"))],
        "OPTIONS": {"environment": "koprogo.platform.rendering.environment"},
    },
    {
        # Django's own language only for the sign-in library's pages, restyled in people/sign_in_templates.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "sign_in",
        "DIRS": [PACKAGE / "people" / "sign_in_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "koprogo.people.frame.frame",
            ],
        },
    },
]

DATABASES = {"default": CONFIG.django_database(CONFIG.role)}
# The test database is made by tests/conftest through the owner role, never by Django.
DISABLE_SERVER_SIDE_CURSORS = True

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "koprogo.people.passwords.SmallArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "koprogo.site.pages.errors.csrf_failed"
LOGIN_URL = "/connexion/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/connexion/"

ACCOUNT_ADAPTER = "koprogo.people.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "koprogo.people.pages.sign_in_forms.SignInForm",
    "signup": "koprogo.people.pages.sign_in_forms.SignUpForm",
    "add_email": "koprogo.people.pages.sign_in_forms.AddressForm",
    "confirm_login_code": "koprogo.people.pages.sign_in_forms.LoginCodeForm",
    "confirm_email_verification_code": "koprogo.people.pages.sign_in_forms.AddressCodeForm",
    "confirm_password_reset_code": "koprogo.people.pages.sign_in_forms.ResetCodeForm",
    "reauthenticate": "koprogo.people.pages.sign_in_forms.PasswordAgainForm",
    "reset_password": "koprogo.people.pages.sign_in_forms.ForgottenForm",
    "reset_password_from_key": "koprogo.people.pages.sign_in_forms.ResetPasswordForm",
    "set_password": "koprogo.people.pages.sign_in_forms.FirstPasswordForm",
    "change_password": "koprogo.people.pages.sign_in_forms.ChangedPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True

ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
# Six figures and three attempts for each code: these limits keep a guess below one in ten thousand a day.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key,30/d/key",
    "signup": "10/m/ip,100/d/ip",
    "door_code": "10/h/user,30/h/ip,60/h/key",
    "confirm_email": "1/10s/key,10/h/key,30/d/key",
    "reset_password": "10/m/ip,3/m/key,10/h/key,30/d/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# The caller's address is the connection's own: X-Forwarded-For is anybody's text unless a proxy is declared.
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.trusted_proxies
MFA_ADAPTER = "koprogo.people.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "koprogo.people.pages.sign_in_forms.SecondFactorForm",
    "reauthenticate": "koprogo.people.pages.sign_in_forms.SecondFactorAgainForm",
    "activate_totp": "koprogo.people.pages.sign_in_forms.AppCodeForm",
    "add_webauthn": "koprogo.people.pages.sign_in_forms.PasskeyForm",
    "edit_webauthn": "koprogo.people.pages.sign_in_forms.PasskeyNameForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_TOTP_ISSUER = "KoproGo"
# Clocks of phones drift: the code before and the code after count too.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
# koprogo.people.last_seen notes activity once an hour; the library would write at every request.
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "fr"
KOPROGO_LANGUAGE = CONFIG.language
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]
# Compiled here and not when the apps are ready: Django may ask for a text before that, and then keeps what it read.
LOCALE_PATHS = [catalogues.compiled(PACKAGE.parent / "locale", CONFIG.home / "locale")]
LANGUAGE_COOKIE_NAME = "langue"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
FORMAT_MODULE_PATH = "koprogo.site.form_formats"

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
# Gathered under hashed names by `koprogo migrate --static`; tests serve the sources.
HASHED = CONFIG.static_hashed
STATICFILES_DIRS = [PACKAGE / "platform" / "design" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "koprogo.site.static.HashedStorage"
        if HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED
WHITENOISE_MAX_AGE = 31_536_000 if HASHED else 0

FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if CONFIG.mail else "koprogo.platform.outbox.OutboxBackend"
)
if CONFIG.mail:
    EMAIL_HOST, EMAIL_PORT = CONFIG.mail.host, CONFIG.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CONFIG.mail.user, CONFIG.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = CONFIG.mail.starttls, CONFIG.mail.tls
    EMAIL_TIMEOUT = 20
#: The mailbox to which suppliers send invoices; None: there is none, and no page speaks of it.
KOPROGO_INBOX = CONFIG.inbox
DEFAULT_FROM_EMAIL = CONFIG.mail.sender if CONFIG.mail else "KoproGo <ne-pas-repondre@koprogo.invalid>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
# Sign-in limits are counted in one place for every process; nothing else is cached here.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "platform_cache"},
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "koprogo.platform.log_links.Shortened"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
