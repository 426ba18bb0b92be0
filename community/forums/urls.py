from django.urls import path

from .views import reading, setup, writing

app_name = "forums"
urlpatterns = [
    path("c/<slug:slug>/", reading.home, name="home"),
    path("c/<slug:slug>/forums/", reading.forums, name="forums"),
    path("c/<slug:slug>/forums/add/", setup.add, name="add"),
    path("c/<slug:slug>/forums/<str:ref>/", reading.forum, name="forum"),
    path("c/<slug:slug>/forums/<str:ref>/start/", writing.start, name="start"),
    path("c/<slug:slug>/forums/<str:ref>/draft/", writing.keep_draft, name="draft"),
    path("c/<slug:slug>/topics/<str:ref>/", reading.topic, name="topic"),
    path("c/<slug:slug>/topics/<str:ref>/reply/", writing.reply, name="reply"),
    path("c/<slug:slug>/posts/<str:ref>/edit/", writing.edit, name="edit"),
    path("c/<slug:slug>/posts/<str:ref>/take-down/", writing.delete, name="delete"),
]
