from django.urls import path

from .views import doors, lines, setup, you

app_name = "spaces"
urlpatterns = [
    path("", doors.front, name="front"),
    path("invitation/<str:token>/", you.invitation, name="invitation"),
    path("c/<slug:slug>/join/", doors.join, name="join"),
    path("c/<slug:slug>/arrive/", doors.arrive, name="arrive"),
    path("c/<slug:slug>/guidelines/", doors.guidelines, name="guidelines"),
    path("c/<slug:slug>/private/", doors.private, name="private"),
    path("c/<slug:slug>/you/", you.you, name="you"),
    path("c/<slug:slug>/you/read/", you.notices_read, name="notices_read"),
    path("c/<slug:slug>/settings/", setup.settings, name="settings"),
    path("c/<slug:slug>/settings/guidelines/", setup.change_guidelines, name="change_guidelines"),
    path("c/<slug:slug>/settings/daily-time/", setup.daily_time, name="daily_time"),
    path("c/<slug:slug>/settings/invite/", setup.invite, name="invite"),
    path("c/<slug:slug>/settings/lines/", lines.lines, name="lines"),
]
