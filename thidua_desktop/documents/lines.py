"""Break runs of text into lines of a width. Sizes and widths are in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from thidua_desktop.documents import fonts
from thidua_desktop.documents.model import Run
from thidua_desktop.domain import vietnamese

DOTS: Final = "…………"
_COMPOUNDS: Final = frozenset({
    "bằng khen", "cải cách", "chủ tịch", "chuyên môn", "công chức", "công nghệ", "dịch vụ",
    "điện tử", "đơn vị", "giám đốc", "giải quyết", "giấy khen", "hành chính", "hiệu quả",
    "hồ sơ", "hội đồng", "kế hoạch", "kết quả", "khen thưởng", "môi trường", "nhân dân",
    "nội bộ", "nội vụ", "phong trào", "phục vụ", "số hóa", "thành phố", "thành tích",
    "thanh toán", "thi đua", "thị trấn", "thông tin", "thủ tục", "thực hiện", "trực tuyến",
    "trung tâm", "ủy ban", "văn phòng", "xã hội",
})  # fmt: skip
"""Words of two syllables that a title must not part: CHỦ / TỊCH."""
_OPENING: Final = "“(«"
_CLOSING: Final = "”)»,.;:"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one face standing next to one another on one line, and their natural width."""

    text: str
    font: str
    size: float
    width: float
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its spans from left to right, `last` of its paragraph or not."""

    spans: tuple[Span, ...]
    last: bool = False

    @property
    def width(self) -> float:
        """Return the natural width."""
        return sum(span.width for span in self.spans)

    @property
    def spaces(self) -> int:
        """Return how many spaces can be stretched."""
        return sum(span.text.count(" ") for span in self.spans)


_Word = tuple[Span, ...]


def break_runs(
    runs: Sequence[Run], size: float, width: float, first_indent: float = 0
) -> tuple[Line, ...]:
    """Return the lines of a paragraph, the first shorter by `first_indent`.

    Breaks at spaces; a word wider than a line is cut where it must be. At least one line.
    """
    filling = _Filling(width, first_indent)
    for word in _words(runs, size):
        filling.add(word)
    return filling.finish()


def break_heading(
    text: str, size: float, width: float, first_indent: float = 0
) -> tuple[Line, ...]:
    """Return the lines of a bold heading; words of two syllables stay whole."""
    filling = _Filling(width, first_indent)
    for word in _compounds(fonts.printable(text).split()):
        filling.add((_span(word, fonts.BOLD, size),))
    return filling.finish()


def break_text(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Return the lines of a text in one face."""
    return _filled(fonts.printable(text).split(), font, size, width)


def balanced(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Return as few lines as possible, about equally long: for centred titles and names.

    A word of two syllables stays whole where that takes no line more.
    """
    words = fonts.printable(text).split()
    loose = _balanced(words, font, size, width)
    whole = _balanced(_compounds(words), font, size, width)
    return whole if len(whole) == len(loose) else loose


def _balanced(words: Sequence[str], font: str, size: float, width: float) -> tuple[str, ...]:
    lines = _filled(words, font, size, width)
    low, high = width / 2 if len(lines) > 1 else width, width
    while high - low > 1:
        middle = (low + high) / 2
        tried = _filled(words, font, size, middle)
        if len(tried) > len(lines):
            low = middle
        else:
            high = middle
    return _filled(words, font, size, high)


def _compounds(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    free = False
    for word in words:
        pair = f"{joined[-1].lstrip(_OPENING)} {word.rstrip(_CLOSING)}" if free else ""
        if vietnamese.match_key(pair) in _COMPOUNDS:
            joined[-1] = f"{joined[-1]} {word}"
            free = False
        else:
            joined.append(word)
            free = True
    return joined


def _filled(words: Sequence[str], font: str, size: float, width: float) -> tuple[str, ...]:
    filling = _Filling(width, 0)
    for word in words:
        filling.add((_span(word, font, size),))
    return tuple("".join(span.text for span in line.spans) for line in filling.finish())


def _words(runs: Sequence[Run], size: float) -> Iterator[_Word]:
    """Yield words; one may have several faces. Space ends it, and is not part of it."""
    word: list[Span] = []
    for run in runs:
        font = fonts.face(bold=run.bold, italic=run.italic)
        for place, part in enumerate(fonts.printable(run.text).split(" ")):
            if place and word:
                yield tuple(word)
                word = []
            if part:
                word.append(_span(part, font, size, missing=run.missing))
    if word:
        yield tuple(word)


def _span(text: str, font: str, size: float, *, missing: bool = False) -> Span:
    return Span(text, font, size, fonts.width(text, font, size), missing)


class _Filling:
    """Fills lines greedily with words; pieces of a word too long for a line follow without gap."""

    def __init__(self, width: float, first_indent: float) -> None:
        self._full = width
        self._room = width - first_indent
        self._used = 0.0
        self._line: list[tuple[float, _Word]] = []
        """The words of the line being filled, each with the gap before it."""
        self._lines: list[Line] = []

    def add(self, word: _Word) -> None:
        wide = word[0].width if len(word) == 1 else sum(span.width for span in word)
        gap = self._gap() if self._line else 0.0
        if self._line and self._used + gap + wide > self._room:
            self._turn()
            gap = 0.0
        if wide > self._room:
            self._add_in_parts(word)
        else:
            self._line.append((gap, word))
            self._used += gap + wide

    def finish(self) -> tuple[Line, ...]:
        self._lines.append(Line(_joined(self._line), last=True))
        return tuple(self._lines)

    def _gap(self) -> float:
        before = self._line[-1][1][-1]
        return fonts.width(" ", before.font, before.size)

    def _add_in_parts(self, word: _Word) -> None:
        for span in word:
            for letter in span.text:
                one = _span(letter, span.font, span.size, missing=span.missing)
                if self._line and self._used + one.width > self._room:
                    self._turn()
                self._line.append((0.0, (one,)))
                self._used += one.width

    def _turn(self) -> None:
        self._lines.append(Line(_joined(self._line)))
        self._line = []
        self._used = 0.0
        self._room = self._full


def _joined(words: Sequence[tuple[float, _Word]]) -> tuple[Span, ...]:
    """Return the words of a line as the fewest spans; a space belongs to the word before it."""
    spans: list[Span] = []
    texts: list[str] = []
    wide = 0.0
    before: Span | None = None
    for gap, word in words:
        if gap and before:
            texts.append(" ")
            wide += gap
        for span in word:
            if before and (before.font, before.missing) != (span.font, span.missing):
                spans.append(replace(before, text="".join(texts), width=wide))
                texts, wide = [], 0.0
            texts.append(span.text)
            wide += span.width
            before = span
    if before:
        spans.append(replace(before, text="".join(texts), width=wide))
    return tuple(spans)


def with_leader(line: Line, room: float) -> Line:
    """Return `line` with its last span, a blank to fill in, dotted to the end of the room."""
    *before, blank = line.spans
    left = room - sum(span.width for span in before)
    dots = int(left / fonts.width(".", blank.font, blank.size))
    drawn = _span("." * max(dots, 1), blank.font, blank.size, missing=True)
    return replace(line, spans=(*before, drawn))
