"""Django's settings; everything that may differ between installations comes from `nasweb.env`."""

from __future__ import annotations

from typing import Any

from kombu import Queue

from nasweb import __version__
from nasweb.env import CHECKOUT, Env, database_settings, read_secret, snapshot_settings
from searchapp.wire import queue

ENV = Env.read()

# Places -----------------------------------------------------------------------------------------
BASE_DIR = CHECKOUT
NASWEB_HOME = ENV.home
NASWEB_HOME.mkdir(parents=True, exist_ok=True)
NASWEB_PRODUCTION = ENV.production
FRONTEND = next(
    (
        folder
        for folder in (CHECKOUT / "frontend/dist", CHECKOUT / "nasweb/_frontend")
        if folder.is_dir()
    ),
    CHECKOUT / "frontend/dist",
)
"""The built pages: of a checkout, or those that a wheel ships."""

# Django -----------------------------------------------------------------------------------------
SECRET_KEY = ENV.secret_key or read_secret(NASWEB_HOME)
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.hosts)
INSTALLED_APPS = [
    "searchapp.apps.SearchApp",  # before the admin: its templates stand in front
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "nasweb.checks.Checks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "searchapp.api.headers.SecureHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "nasweb.urls"
ASGI_APPLICATION = "nasweb.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "nasweb.formats"
USE_I18N = False
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20
DATABASES = {"default": database_settings(ENV.database_url, NASWEB_HOME)}
DATABASES["snapshot"] = snapshot_settings(DATABASES["default"])
DATABASE_ROUTERS = ["searchapp.selectors.moment.MomentRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Accounts and browsers --------------------------------------------------------------------------
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENV.production
SESSION_COOKIE_NAME = "__Host-session" if ENV.production else "nasweb_session"
CSRF_COOKIE_NAME = "__Host-csrf" if ENV.production else "nasweb_csrf"
CSRF_FAILURE_VIEW = "searchapp.api.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = list(ENV.origins)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.production
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.production else None

# Static files: vite names them by their content; served straight from where they are --------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [FRONTEND] if FRONTEND.is_dir() else []
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = False

# REST -------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        f"searchapp.api.authentication.{name}"
        for name in ("ShareLink", "BearerToken", "SessionSignIn")
    ],
    "DEFAULT_PERMISSION_CLASSES": ["searchapp.api.authentication.ByMatrix"],
    "DEFAULT_PARSER_CLASSES": ["searchapp.api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "searchapp.api.schema.FormSchema",
    "EXCEPTION_HANDLER": "searchapp.api.errors.answer_error",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "nasweb",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE_NAME},
            "token": {"type": "http", "scheme": "bearer"},
        }
    },
    "POSTPROCESSING_HOOKS": ["searchapp.api.schema.add_components"],
}

# Pokes and queues: they may be lost without harm, the database is the only truth -----------------
CHANNEL_LAYERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [ENV.channels_url], "prefix": "nasweb"},
    }
    if ENV.channels_url
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
CELERY_BROKER_URL = ENV.broker_url
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "nasweb:",
    "socket_timeout": 10,
    "socket_connect_timeout": 2,
    "visibility_timeout": 3600,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = queue.RUNS
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in queue.QUEUES]
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Work: a lease is prolonged at each heartbeat; a sweep takes back those that ran out ------------
NASWEB_LEASE_SECONDS = ENV.lease_seconds
NASWEB_HEARTBEAT_SECONDS = ENV.heartbeat_seconds
NASWEB_SWEEP_SECONDS = ENV.sweep_seconds
NASWEB_DEVICE = ENV.device
NASWEB_VERSION = __version__

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
}
