"""Addresses."""

from django.urls import path

from bothways.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.later, name="start"),
    path("own/", views.later, name="own"),
]
