"""Addresses."""

from django.urls import path

from bothways.accounts.views import entry, settings

app_name = "accounts"
urlpatterns = [
    path("welcome/", entry.join, name="join"),
    path("welcome/<uuid:member_id>/<str:token>/", entry.welcome, name="welcome"),
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("settings/", settings.settings_page, name="settings"),
    path("settings/change/", settings.change_self, name="change_self"),
    path("settings/looks/", settings.change_looks, name="change_looks"),
    path("settings/mail/", settings.mail_server, name="mail_server"),
    path("settings/mail/use/", settings.use_mail_server, name="use_mail_server"),
    path("settings/mail/forget/", settings.forget_mail_server, name="forget_mail_server"),
]
