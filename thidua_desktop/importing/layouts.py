"""The layout of a table: its headings in their order, by which its like is known again.

Case, tones, spaces and numbers do not count: «Tháng 11» and «tháng 12» are one heading.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.importing.headings import Table

_NUMBERS = re.compile(r"\d+")
_NOT_WORDS = re.compile(r"[^\w#%]+")


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: its letters, its headings in one line, what it is taken for."""

    letter: str
    heading: str
    key: str


def layout_of(table: Table) -> tuple[LayoutColumn, ...]:
    """Return the columns of a table, those without a heading included."""
    return tuple(LayoutColumn(one.letter, one.heading, one.key) for one in table.columns)


def signature(headings: Iterable[str]) -> str:
    """Return what tables with these headings have in common; empty headings do not count."""
    plain = (_NOT_WORDS.sub(" ", _NUMBERS.sub("#", fold(one))).strip() for one in headings)
    return sha256("\n".join(filter(None, plain)).encode()).hexdigest()
