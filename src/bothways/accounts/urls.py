"""Addresses."""

from django.urls import path

from bothways.accounts.views import entry, keys, programs, settings

app_name = "accounts"
urlpatterns = [
    path("welcome/", entry.join, name="join"),
    path("welcome/<uuid:member_id>/<str:token>/", entry.welcome, name="welcome"),
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-in/code/", entry.code, name="code"),
    path("sign-in/passkey/", entry.by_passkey, name="by_passkey"),
    path("sign-in/passkey/ask/", entry.ask_for_passkey, name="ask_for_passkey"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("settings/", settings.settings_page, name="settings"),
    path("settings/change/", settings.change_self, name="change_self"),
    path("settings/looks/", settings.change_looks, name="change_looks"),
    path("settings/signing-in/", keys.signing_in, name="signing_in"),
    path("settings/confirm/", keys.confirm, name="confirm"),
    path("settings/confirm/passkey/", keys.confirm_by_passkey, name="confirm_by_passkey"),
    path("settings/password/", keys.change_password, name="change_password"),
    path("settings/passkeys/new/", keys.new_passkey, name="new_passkey"),
    path("settings/passkeys/ask/", keys.ask_for_new_passkey, name="ask_for_new_passkey"),
    path("settings/passkeys/keep/", keys.keep_passkey, name="keep_passkey"),
    path("settings/passkeys/rename/", keys.rename_passkey, name="rename_passkey"),
    path("settings/passkeys/take-away/", keys.take_away_passkey, name="take_away_passkey"),
    path("settings/codes/", keys.codes, name="codes"),
    path("settings/codes/picture.svg", keys.codes_picture, name="codes_picture"),
    path("settings/codes/begin/", keys.begin_codes, name="begin_codes"),
    path("settings/codes/on/", keys.turn_on_codes, name="turn_on_codes"),
    path("settings/codes/off/", keys.turn_off_codes, name="turn_off_codes"),
    path("settings/codes/recovery/", keys.recovery, name="recovery"),
    path("settings/codes/recovery/new/", keys.draw_new_recovery_codes, name="draw_new_recovery_codes"),
    path("settings/sessions/end/", keys.end_session, name="end_session"),
    path("settings/sessions/end-others/", keys.end_other_sessions, name="end_other_sessions"),
    path("settings/programs/", programs.programs, name="programs"),
    path("settings/programs/new/", programs.new_token, name="new_token"),
    path("settings/programs/make/", programs.make_token, name="make_token"),
    path("settings/programs/end/", programs.end_token, name="end_token"),
    path("settings/mail/", settings.mail_server, name="mail_server"),
    path("settings/mail/use/", settings.use_mail_server, name="use_mail_server"),
    path("settings/mail/forget/", settings.forget_mail_server, name="forget_mail_server"),
]
