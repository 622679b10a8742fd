"""Addresses."""

from django.urls import path

from bothways.street import views

app_name = "street"
urlpatterns = [
    path("people/", views.later, name="people"),
    path("people/<uuid:person_id>/", views.later, name="person"),
    path("moments/add/", views.later, name="add"),
    path("first/", views.later, name="first"),
    path("start-mine/", views.later, name="start_mine"),
]
