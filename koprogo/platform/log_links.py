"""Signed links are keys: their tokens never stand in a log, whichever library writes the line."""

import logging
import re

_TOKEN = re.compile(r"(/f/[A-Za-z0-9_-]{6})[A-Za-z0-9_.-]+")


def shortened(text: str) -> str:
    """The text with the key cut out of each signed link."""
    return _TOKEN.sub(r"\1…", text)


class Shortened(logging.Filter):
    """Cuts every token after its first letters, enough to tell two apart."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: the line is kept, the key in it is not."""
        said = record.getMessage()
        shorter = shortened(said)
        if shorter != said:
            record.msg, record.args = shorter, ()
        return True
