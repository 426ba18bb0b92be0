from django.urls import path

from benchmarks.bare import page
from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("bare/", page), *urlpatterns]
