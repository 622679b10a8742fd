"""Every address, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("bothways.today.urls")),
    path("", include("bothways.accounts.urls")),
    path("", include("bothways.people.urls")),
    path("", include("bothways.street.urls")),
    path("", include("bothways.gratitude.urls")),
    path("settings/backup/", include("bothways.vault.urls")),
    path("bring-in/", include("bothways.exchange.urls")),
]
handler400 = "bothways.ground.pages.bad_request"
handler404 = "bothways.ground.pages.not_found"
handler500 = "bothways.ground.middleware.broken"
