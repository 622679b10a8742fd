"""Addresses."""

from django.urls import path

from bothways.exchange.views import imports, own, same, taking_out, who

app_name = "exchange"
urlpatterns = [
    path("", imports.start, name="start"),
    path("files/", imports.bring, name="bring"),
    path("take-out/", taking_out.page, name="take_out"),
    path("take-out/make/", taking_out.make, name="make"),
    path("take-out/download/", taking_out.download, name="download"),
    path("take-out/let-go/", taking_out.let_go, name="let_go"),
    path("<uuid:import_id>/", imports.brought, name="brought"),
    path("<uuid:import_id>/stop/", imports.stop, name="stop"),
    path("<uuid:import_id>/go-on/", imports.go_on, name="go_on"),
    path("<uuid:import_id>/leave/", imports.leave, name="leave"),
    path("same/", same.same, name="same"),
    path("same/say/", same.say, name="say_same"),
    path("own/", own.own, name="own"),
    path("own/say/", own.say, name="say_own"),
    path("who/", who.who, name="who"),
    path("who/keep/", who.keep, name="keep_who"),
    path("who/enough/", who.enough, name="enough"),
    path("who/someone-else/", who.someone_else, name="someone_else"),
]
