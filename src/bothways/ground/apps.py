"""What the ground does once, when Django has its rooms together."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from bothways.ground.database import let_go_where_it_only_reads
from bothways.ground.objections import say_ours


class Ground(AppConfig):
    name = "bothways.ground"

    def ready(self) -> None:
        say_ours()
        connection_created.connect(let_go_where_it_only_reads)
