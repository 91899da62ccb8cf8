"""A document as composed: what is printed, before any page exists. Rendered to PDF and Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a line or a cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False
    missing: bool = False
    """A place still to be filled in: marked in the preview, dotted on paper."""


@dataclass(frozen=True, slots=True)
class NationalHeading:
    """Top of page 1: the issuing bodies left, Quốc hiệu and Tiêu ngữ right (NĐ 30/2020)."""

    superior: str
    issuer: str
    place_and_date: str
    number: str = ""
    superior_rule: bool = True
    about: str = ""
    """What a letter is about, below its number: `V/v đôn đốc …`."""


@dataclass(frozen=True, slots=True)
class Title:
    """The centred title lines: kind of document, subject, and an italic line below."""

    kind: str
    lines: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 1 `I. …` in capitals, level 2 `1. …`; both bold."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; body text is justified with a first-line indent."""

    runs: tuple[Run, ...]
    align: Align = Align.JUSTIFY
    indent: bool = True
    section: str = ""
    """The key of the section it came from, so that the preview can be found from the editor."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading, relative width, alignment of its cells."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table whose heading row repeats on every page.

    A row of one cell is the name of a part: bold, over the whole width.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signing side: what stands above the signature, how to sign, the name."""

    lines: tuple[str, ...]
    note: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận: who gets a copy, left of the signature."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures side by side; never parted from one another by a page."""

    left: Signature | Recipients | None
    right: Signature


@dataclass(frozen=True, slots=True)
class Addressees:
    """Kính gửi: one place on the same line, several on a line each."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page: an appendix."""


Block = (
    NationalHeading | Title | Heading | Paragraph | TableBlock | Signatures | Addressees | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A composed document; `landscape` for wide lists, `dense` for working sheets of one page."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    missing: tuple[str, ...] = ()
    """What is still to be filled in, in words, for «Trước khi in»."""
    dense: bool = False
    footer: str = ""
    """Stands at the foot of every page: which result this is made from."""
    watermark: str = ""
    """Stands in grey across every page, under the text: what this must not be taken for."""
