"""What a number format of a spreadsheet shows: a date, a percentage, or a plain number."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_DATE = "dd/mm/yyyy"
_TIME = "hh:mm:ss"

BUILT_IN: Final[Mapping[int, str]] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    **dict.fromkeys(range(14, 18), _DATE),
    **dict.fromkeys(range(18, 22), _TIME),
    22: f"{_DATE} hh:mm",
    **dict.fromkeys(range(27, 37), _DATE),
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    **dict.fromkeys(range(45, 48), _TIME),
    49: "@",
    **dict.fromkeys(range(50, 59), _DATE),
}
"""The formats every workbook has by number (ECMA-376 part 1, 18.8.30), as far as they matter."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Say whether the format shows a date or a time."""
    bare = _LITERAL.sub("", code)
    return "general" not in bare.lower() and _DATE_LETTER.search(bare) is not None


@lru_cache(maxsize=1024)
def is_percent(code: str) -> bool:
    """Say whether the format shows a share as a percentage."""
    return "%" in _LITERAL.sub("", code)
