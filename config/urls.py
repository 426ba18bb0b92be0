"""Every address. Each app's urls.py holds its own; here only who is asked, in which order."""

from django.urls import include, path, re_path

from config import errors, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    re_path(r"^account/(signup|email|confirm-email|login/code|password/set|password/reset)/", errors.closed),
    path("", include("community.forums.urls")),  # what is read most is found first
    path("account/", include("allauth.urls")),
    path("", include("accounts.help.urls")),
    path("", include("accounts.people.urls")),
    path("", include("accounts.look.urls")),
    path("", include("moderation.cases.urls")),
    path("", include("moderation.detection.urls")),
    path("", include("community.chat.urls")),
    path("", include("community.spaces.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.refused"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
