"""What the lists of awards say, before any workbook exists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AwardLine:
    """How one subject stands for an award."""

    name: str
    office: str
    group: str
    state: str
    met: str
    rest: str
    money: int | None


@dataclass(frozen=True, slots=True)
class AwardList:
    """One award and everybody it is for, those who meet it first."""

    name: str
    lines: tuple[AwardLine, ...]


@dataclass(frozen=True, slots=True)
class AwardSum:
    """What one award comes to for one kind of subjects."""

    name: str
    kind: str
    met: int
    council: int
    quota: int | None
    each: int | None
    total: int | None
    why: str


@dataclass(frozen=True, slots=True)
class AwardBook:
    """All of it, on the figures of a day; `stamp` names the frozen result, or says provisional."""

    campaign: str
    basis: str
    stamp: str
    lists: tuple[AwardList, ...]
    sums: tuple[AwardSum, ...]
    notices: tuple[str, ...]
