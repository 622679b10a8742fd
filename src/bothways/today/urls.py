"""Addresses."""

from django.urls import path

from bothways.today import views

app_name = "today"
urlpatterns = [path("", views.later, name="page")]
