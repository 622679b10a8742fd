"""Addresses."""

from django.urls import path

from bothways.people import views

app_name = "people"
urlpatterns = [
    path("chapters/", views.chapters, name="chapters"),
    path("chapters/begin/", views.begin, name="begin"),
    path("chapters/<uuid:chapter_id>/", views.chapter, name="chapter"),
    path("chapters/<uuid:chapter_id>/change/", views.change_chapter, name="change_chapter"),
    path("chapters/<uuid:chapter_id>/take-out/", views.take_out_chapter, name="take_out_chapter"),
    path("chapters/<uuid:chapter_id>/who/", views.name_someone, name="name_someone"),
    path("chapters/<uuid:chapter_id>/enough/", views.enough, name="enough"),
]
