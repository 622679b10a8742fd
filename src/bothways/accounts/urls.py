"""Addresses."""

from django.urls import path

from bothways.accounts import views

app_name = "accounts"
urlpatterns = [
    path("welcome/", views.join, name="join"),
    path("welcome/<uuid:member_id>/<str:token>/", views.welcome, name="welcome"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/change/", views.change_self, name="change_self"),
]
