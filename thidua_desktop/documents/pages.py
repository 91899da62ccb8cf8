"""Pages made of strips: what must stay together, and where a page ends.

A strip is a horizontal piece of the text area that is never cut. Measures are in points, from
the top left corner of the strip downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words on a baseline; `word_space` is added to every space."""

    x: float
    y: float
    text: str
    font: str
    size: float
    word_space: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin black line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Tint:
    """A coloured ground behind what is still missing; in the preview only."""

    x: float
    y: float
    width: float
    height: float


Piece = Text | Rule | Tint


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the column of text.

    `before` is the space above it, dropped at the top of a page. `keep` holds it on the page of
    the next strip. `header` stands again above it when it begins a page.
    """

    height: float
    pieces: tuple[Piece, ...]
    before: float = 0
    keep: bool = False
    header: tuple["Strip", ...] = ()
    turns: bool = False
    """It begins a page, whatever room is left."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip and how far below the top of the text area it begins."""

    top: float
    strip: Strip


Page = tuple[Placed, ...]


def paginate(strips: Sequence[Strip], height: float) -> tuple[Page, ...]:
    """Return the pages; strips kept together move together unless they exceed a page."""
    filling = _Filling(height)
    for group in _groups(strips):
        filling.add(group)
    return filling.pages


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


class _Filling:
    """Fills pages from the top."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._page: list[Placed] = []
        self._used = 0.0
        self._done: list[Page] = []

    @property
    def pages(self) -> tuple[Page, ...]:
        return (*self._done, tuple(self._page))

    def add(self, group: Sequence[Strip]) -> None:
        needed = sum(strip.before + strip.height for strip in group)
        repeated = sum(strip.height for strip in group[0].header)
        fits_alone = needed - group[0].before + repeated <= self._height
        is_full = fits_alone and self._used + needed > self._height
        if self._page and (is_full or group[0].turns):
            self._turn(group[0])
        for strip in group:
            self._place(strip)

    def _place(self, strip: Strip) -> None:
        before = strip.before if self._page else 0.0
        if self._page and self._used + before + strip.height > self._height:
            self._turn(strip)
            before = 0.0
        self._put(strip, before)

    def _turn(self, following: Strip) -> None:
        self._done.append(tuple(self._page))
        self._page = []
        self._used = 0.0
        for strip in following.header:
            self._put(strip, 0.0)

    def _put(self, strip: Strip, before: float) -> None:
        self._page.append(Placed(self._used + before, strip))
        self._used += before + strip.height
