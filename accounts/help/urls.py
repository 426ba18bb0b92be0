from django.urls import path

from . import views

app_name = "help"
urlpatterns = [
    path("help/", views.page, name="page"),
    path("help/breathe/", views.breathe, name="breathe"),
    path("help/not-me/", views.not_me, name="not_me"),
    path("help/<str:country>/", views.page, name="country"),
    path("sw.js", views.service_worker, name="service_worker"),
]
