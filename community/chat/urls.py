from django.urls import path

from .views import rooms, talk

app_name = "chat"
urlpatterns = [
    path("c/<slug:slug>/rooms/", rooms.rooms, name="rooms"),
    path("c/<slug:slug>/rooms/add/", rooms.add, name="add"),
    path("c/<slug:slug>/rooms/<str:ref>/", rooms.room, name="room"),
    path("c/<slug:slug>/rooms/<str:ref>/send/", rooms.send, name="send"),
    path("c/<slug:slug>/messages/<str:ref>/take-down/", rooms.delete, name="delete"),
    path("c/<slug:slug>/talk/", talk.talk, name="talk"),
]
