"""What of rhythms is taken out."""

from typing import Any

from bothways.ground.taken import Table
from bothways.rhythm.models import Rhythm

TABLES = (Table("rhythms", Rhythm, "how often you wish to be in touch with somebody, in days"),)
STAYS: dict[Any, str] = {}
