"""A plain Django view on the same server: 20 posts in one query, each drawn by a template include."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.spaces.models import Revision


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    posts = Revision.objects.select_related("contribution__author").order_by("pk")[:20]
    return render(request, "bare/page.html", {"posts": posts, "name": str(request.user)})
