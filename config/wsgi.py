"""The pages as a WSGI application. config/asgi.py serves it behind the whole-body wrapper."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
