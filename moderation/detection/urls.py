from django.urls import path

from . import views

app_name = "detection"
urlpatterns = [
    path("c/<slug:slug>/settings/try/", views.try_words, name="try"),
]
