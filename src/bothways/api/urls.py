"""Addresses of the API alone: `middleware.Programs` looks here, so that no page waits until all of it is read."""

from django.urls import path

from bothways.api.door import api

urlpatterns = [path("api/v1/", api.urls)]
