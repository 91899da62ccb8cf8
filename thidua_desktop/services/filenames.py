"""Names of files made from words of the user."""

import re
from typing import Final

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME: Final = 120


def file_name(words: str) -> str:
    """Return words as a file name every Windows takes."""
    kept = " ".join(_NOT_IN_NAMES.sub(" ", words).split())
    return kept.strip(" .")[:_LONGEST_NAME].strip(" .") or "tệp"
