"""What the page «Đợt thi đua» shows of a campaign: sections of cards, of sentences and fields.

A field names the place in the campaign's document it stands for (`milestones.trinh.day`,
`legal-bases[2]`, lists counted from 1, as errors of the schema name places), and how it is typed.
"""

from dataclasses import dataclass
from enum import StrEnum


class Typed(StrEnum):
    """How a field is typed and what its text stands for in the document."""

    TEXT = "text"
    LONG = "long"
    LINES = "lines"
    DAY = "day"
    PERCENT = "percent"
    COUNT = "count"
    DECIMAL = "decimal"
    CHOICE = "choice"
    MANY = "many"
    SPANS = "spans"


@dataclass(frozen=True, slots=True)
class FieldView:
    """One value that can be changed in place.

    `value` is the text as typed: `30/11/2023`, `65,5`, `3.500.000`; for a choice the document's
    own word. Empty removes an `optional` one. `unit` stands after it, `subject` names what it
    belongs to where the name alone would not: «Trình khen thưởng».
    """

    path: str
    name: str
    value: str
    typed: Typed = Typed.TEXT
    optional: bool = False
    hint: str = ""
    unit: str = ""
    subject: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Words and the document's value, of a choice or of several (`MANY`, one a line)."""

    @property
    def label(self) -> str:
        """Return what the menu calls a change of it: `ngày, Trình khen thưởng`."""
        return f"{self.name}, {self.subject}" if self.subject else self.name


@dataclass(frozen=True, slots=True)
class Removal:
    """What can be taken out of the document: its path, and its name in words."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """What can change places with its neighbour: its path, its name, `by` −1 up or 1 down."""

    path: str
    words: str
    by: int


@dataclass(frozen=True, slots=True)
class Addition:
    """What can be added: the list or table it goes into, which kind, the words on the button.

    Those of one `menu` share a button of that name. A kind may name what it is made for, after a
    colon: `criterion:online` holds the indicator `online` against a threshold.
    """

    path: str
    kind: str
    words: str
    menu: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One line of a card: a sentence, fields beside it, or both; `depth` says what it is part of.

    `chip` and `tone` mark it: `Hội đồng xác nhận`, `đang dùng`. `bare` fields show no name above.
    """

    text: str = ""
    fields: tuple[FieldView, ...] = ()
    depth: int = 0
    chip: str = ""
    tone: str = ""
    soft: bool = False
    bare: bool = False
    removal: Removal | None = None
    moves: tuple[Move, ...] = ()


Cell = str | FieldView | Removal | tuple[Move, ...]
"""What stands in a cell of a small table."""


@dataclass(frozen=True, slots=True)
class GridView:
    """A small table: headings, and rows of words, fields and what can be done with the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple["Cell", ...], ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """One card of a section; `id` is the path of what it shows, also where it can be opened at."""

    id: str
    title: str
    caption: str = ""
    rows: tuple[RowView, ...] = ()
    grid: GridView | None = None
    grid_first: bool = False
    notices: tuple[str, ...] = ()
    removal: Removal | None = None
    additions: tuple[Addition, ...] = ()
    moves: tuple[Move, ...] = ()


def moves_of(path: str, words: str, number: int, many: int) -> tuple[Move, ...]:
    """Return how the part that is `number` (from 1) of `many` can be moved."""
    up = (Move(path, words, -1),) if number > 1 else ()
    return (*up, Move(path, words, 1)) if number < many else up


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of the page; `caption` counts what is in it, `warnings` what to look at."""

    key: str
    title: str
    icon: str
    caption: str
    cards: tuple[CardView, ...]
    about: str = ""
    additions: tuple[Addition, ...] = ()
    warnings: int = 0
    link: tuple[str, str] = ("", "")
    """Words of a button at the head, and the page it opens, or the command it gives."""


@dataclass(frozen=True, slots=True)
class CampaignView:
    """Everything a campaign's document says, for reading and editing."""

    key: str
    title: str
    subtitle: str
    sections: tuple[SectionView, ...]

    def fields(self) -> dict[str, FieldView]:
        """Return every field by its path; a value shown twice is one field."""
        found: dict[str, FieldView] = {}
        for section in self.sections:
            for card in section.cards:
                cells = [cell for row in card.grid.rows for cell in row] if card.grid else []
                every = [*(one for row in card.rows for one in row.fields), *cells]
                found.update({one.path: one for one in every if isinstance(one, FieldView)})
        return found
