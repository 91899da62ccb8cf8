"""What one table cell shows: plain values a delegate paints; no colour, no font, no pixel."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt


class Tone(StrEnum):
    """What a piece of text, an icon or a chip says by its colour, beside its word."""

    PLAIN = "plain"
    MUTED = "muted"
    NEUTRAL = "neutral"
    GREEN = "green"
    RED = "red"
    AMBER = "amber"
    INFO = "info"
    DASHED = "dashed"
    OUTLINE = "outline"
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    ENCOURAGE = "encourage"


_ICONS: Final = {
    Tone.GREEN: "check-lg",
    Tone.RED: "x-lg",
    Tone.AMBER: "exclamation-triangle-fill",
    Tone.GOLD: "award-fill",
    Tone.SILVER: "award-fill",
    Tone.BRONZE: "award-fill",
    Tone.ENCOURAGE: "award",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """An icon and a word in a rounded tint; `icon` None takes the usual one of the tone."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str | None = None

    @property
    def icon_name(self) -> str:
        """Return the icon to draw, empty for none."""
        return _ICONS.get(self.tone, "") if self.icon is None else self.icon


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar on a fixed scale: `share` of it is filled; below zero a red tick stands instead."""

    share: Fraction
    winner: bool = True
    threshold: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A small line over the months on a scale from `low` to `high`; None is a gap.

    `marked` are the points at which something is wrong.
    """

    points: tuple[Fraction | None, ...]
    low: Fraction
    high: Fraction
    threshold: Fraction | None = None
    marked: frozenset[int] = frozenset()


def line_of(
    points: Sequence[Fraction | None],
    threshold: Fraction | None = None,
    marked: frozenset[int] = frozenset(),
) -> Line | None:
    """Return the line of some points on their own scale; None if there is none."""
    values = [one for one in points if one is not None]
    if not values:
        return None
    shown = (*values, *([] if threshold is None else [threshold]))
    return Line(tuple(points), min(shown), max(shown), threshold, marked)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows, from left to right: icon, old value → text, note, mark; or a chip.

    `second` is a line under the text; `missing` is the hatch of "no data"; `corner` marks a value
    typed by hand; `calculated` tints a computed column; `edit` is what an editor starts with.
    """

    text: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False
    icon: str = ""
    icon_tone: Tone = Tone.MUTED
    mark: str = ""
    mark_tone: Tone = Tone.AMBER
    was: str = ""
    note: str = ""
    second: str = ""
    chip: Chip | None = None
    bar: Bar | None = None
    line: Line | None = None
    missing: bool = False
    corner: bool = False
    calculated: bool = False
    tip: str = ""
    edit: str | None = None
    is_name: bool = False
    """Cut in the middle where the room is small: bodies of one kind differ in their last words."""

    @property
    def spoken(self) -> str:
        """Return the cell in words, for screen readers and for copying."""
        change = f"{self.was} → {self.text}" if self.was else self.text
        return " ".join(part for part in (change, self.note, self.chip and self.chip.text) if part)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head: title (a line break makes two bold lines), second line, band above."""

    title: str
    second: str = ""
    band: str = ""
    right: bool = False
    calculated: bool = False


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A row across the table that heads the rows under it."""

    title: str
    caption: str = ""
    is_open: bool = True


CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 10
HEADING_ROLE: Final = Qt.ItemDataRole.UserRole + 11
GROUP_ROLE: Final = Qt.ItemDataRole.UserRole + 12
