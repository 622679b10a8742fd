"""What the console is told."""

import logging

FAULT = 500  # answers from here on are faults of ours


class InALine(logging.Filter):
    """What was refused on purpose is said in a line; where it went through our code helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = None
        return True
