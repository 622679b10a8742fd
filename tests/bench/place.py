"""Where a run works: a data folder of its own, gone afterwards, and the databases of the rows in it."""

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bothways.ground.clock import today_in
from tests.bench.door import Visitor, visitor
from tests.bench.lives import lived, lived_longer, neighbours

SCENES = {"open": "what is open fills the page", "silence": "only silence speaks"}


@dataclass
class Place:
    home: Path
    made: dict[str, Path] = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)  # signed in before the databases are copied

    @property
    def today(self) -> date:
        return today_in("Europe/Berlin")

    def open(self, path: Path) -> None:
        """From here on this is the database."""
        connection.close()
        settings.DATABASES["default"]["NAME"] = str(path)
        connection.settings_dict["NAME"] = str(path)

    def short(self) -> Path:
        """Two members with 500 relations and 5,000 moments each, one for each scene, and one with a tenth of that."""
        if "short" not in self.made:
            self.made["short"] = self.home / "short.sqlite3"
            self.open(self.made["short"])
            call_command("migrate", verbosity=0)
            for scene in SCENES:
                self.visitors[scene] = visitor(lived(f"{scene}@example.org", is_open=scene == "open", today=self.today))
            self.visitors["few"] = visitor(lived("few@example.org", is_open=True, today=self.today, relations=50))
        return self.made["short"]

    def long(self) -> Path:
        """The same two with a hundred times the moments."""
        if "long" not in self.made:
            short = self.short()
            self.made["long"] = self.home / "long.sqlite3"
            connection.close()
            shutil.copyfile(short, self.made["long"])
            self.open(self.made["long"])
            lived_longer(100, [one.member_id for one in self.visitors.values()])
        return self.made["long"]

    def large(self) -> Path:
        """Five million moments of ten members, past the rows that sum them up."""
        if "large" not in self.made:
            self.made["large"] = self.home / "large.sqlite3"
            self.open(self.made["large"])
            call_command("migrate", verbosity=0)
            lived_longer(100, neighbours(self.today))
        return self.made["large"]
