from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("come-back/", views.come_back, name="come_back"),
    path("you/words/", views.words, name="words"),
    path("you/new-words/", views.new_words, name="new_words"),
]
