"""Every address of Bothways, and an empty page for somebody who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bothways.ground.pages import show


def empty(request: HttpRequest) -> HttpResponse:
    return show(request, "bench/empty.html")


urlpatterns = [path("bench/empty/", empty), path("", include("bothways.config.urls"))]
