"""Every address. Each app's urls.py holds its own; here only who is asked, in which order."""

from importlib.util import find_spec

from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("account/", include("allauth.urls")),
]
APPS = (
    "accounts.help", "accounts.people", "accounts.texts", "accounts.notices", "accounts.look",
    "moderation.cases", "moderation.detection", "community.chat", "community.forums", "community.spaces",
)  # fmt: skip
urlpatterns += [path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.refused"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
