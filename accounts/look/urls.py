from django.urls import path

from . import views

app_name = "look"
urlpatterns = [
    path("comfort/", views.comfort_page, name="comfort"),
    path("private/", views.privacy_page, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/change-password", views.change_password, name="change_password"),
    path("look/parts/", views.parts_page, name="parts"),
]
