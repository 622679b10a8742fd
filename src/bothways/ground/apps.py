"""What the ground does once, when Django has its rooms together."""

from django.apps import AppConfig

from bothways.ground.objections import say_ours


class Ground(AppConfig):
    name = "bothways.ground"

    def ready(self) -> None:
        say_ours()
