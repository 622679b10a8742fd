"""Addresses."""

from django.urls import path

from bothways.vault import views

app_name = "vault"
urlpatterns = [path("", views.page, name="page")]
