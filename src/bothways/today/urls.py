"""Addresses."""

from django.urls import path

from bothways.today import views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("today/back/", views.back, name="back"),
    path("today/appointment/", views.appointment, name="appointment"),
    path("today/ten-minutes.ics", views.appointment_file, name="appointment_file"),
    path("today/<uuid:person_id>/begin/", views.begin, name="begin"),
    path("today/<uuid:person_id>/reach/", views.reach, name="reach"),
    path("today/<uuid:person_id>/find-out/", views.find_out, name="find_out"),
    path("today/<uuid:person_id>/done/", views.done, name="done"),
    path("today/<uuid:person_id>/not-now/", views.not_now, name="not_now"),
]
