"""What a printed result rests on: how rules are read, whether the council decided so, a snapshot.

A result that rests on nothing frozen says so itself; nobody has to remember.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from thidua_desktop.domain.ranking import Ranking
from thidua_desktop.domain.readings import Reading, Readings

PROVISIONAL: Final = "SỐ LIỆU TẠM TÍNH"
"""Stands on what is printed before the results are frozen."""
NOT_DECIDED: Final = "chưa quyết định"
DECIDED: Final = "Hội đồng đã quyết định"


@dataclass(frozen=True, slots=True)
class Basis:
    """What is said below a result.

    `decided` are the values the council chose, by reading; None where that is not asked.
    `decisions` may cite them: `Quyết định số 2 ngày 05/01/2024`. `snapshot` is the line of the
    frozen result, or `PROVISIONAL`; empty says nothing.
    """

    decided: Readings | None = None
    decisions: Mapping[str, str] = field(default_factory=dict)
    snapshot: str = ""


UNSTATED: Final = Basis()


@dataclass(frozen=True, slots=True)
class ReadingInForce:
    """One ambiguous rule as a result reads it; `state` is empty where it is not asked."""

    reading: Reading
    text: str
    state: str

    @property
    def line(self) -> str:
        """Return it as one line: `Thứ tự tính: (Gốc − trừ) × hệ số (chưa quyết định)`."""
        return f"{self.reading.name}: {self.text}" + (f" ({self.state})" if self.state else "")


def readings_in_force(ranking: Ranking, basis: Basis) -> tuple[ReadingInForce, ...]:
    """Return every ambiguous rule the ranking depends on, as it is read, decided or not."""
    return tuple(
        ReadingInForce(one, one.option(ranking.readings[one.key]).text, _state(one, ranking, basis))
        for one in ranking.campaign.ranking_readings
    )


def readings_sentence(ranking: Ranking, basis: Basis) -> str:
    """Return all of them as one sentence for below a table; empty where no rule is ambiguous."""
    said = "; ".join(one.line for one in readings_in_force(ranking, basis))
    return f"Cách hiểu quy định đang dùng. {said}." if said else ""


def _state(reading: Reading, ranking: Ranking, basis: Basis) -> str:
    if basis.decided is None:
        return ""
    chosen = basis.decided.get(reading.key)
    if chosen is None:
        return NOT_DECIDED
    cited = basis.decisions.get(reading.key, DECIDED)
    if chosen == ranking.readings[reading.key]:
        return cited
    return f"đang thử; {cited}: {reading.option(chosen).text}"
