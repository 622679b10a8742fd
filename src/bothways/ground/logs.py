"""What the console is told."""

import logging


class InALine(logging.Filter):
    """What was refused on purpose is said in a line; where it went through our code helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security"):
            record.exc_info = None
        return True
