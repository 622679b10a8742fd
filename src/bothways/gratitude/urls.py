"""Addresses."""

from django.urls import path

from bothways.gratitude import views

app_name = "gratitude"
urlpatterns = [
    path("letters/", views.later, name="letters"),
    path("untold/", views.later, name="untold"),
]
