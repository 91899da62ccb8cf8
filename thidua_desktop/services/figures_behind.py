"""What a result rests on, as the tables that stand behind it in a workbook.

The figures are those that decided it, and beside them all that was reported for the same days:
who lacks a part of a rate is seen to lack it. Read back, they are the figures of the file.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from thidua_desktop.documents.behind import Answer, Behind
from thidua_desktop.documents.figure_table import FigureSheet
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.usage import key_of, trace
from thidua_desktop.services.council import council_criteria
from thidua_desktop.services.figure_tables import figure_sheets
from thidua_desktop.services.loading import Loaded


def behind(loaded: Loaded, as_of: date, readings: Readings, stamp: str) -> Behind:
    """Return what is behind a ranking and its awards; `readings` win over the decided ones.

    `stamp` names the frozen result, or says that nothing is frozen; it stands at each table.
    """
    figures = _figures(loaded, as_of, readings)
    noted = [replace(one, notes=(*one.notes, f"Ghi chú: {stamp}.")) for one in figures]
    return Behind(noted, tuple(_answers(loaded)), stamp)


def _figures(loaded: Loaded, as_of: date, readings: Readings) -> list[FigureSheet]:
    read = {**loaded.decided, **readings}
    traced = trace(loaded.campaign, loaded.data, loaded.figures, as_of, read)
    used = (*traced.used, *traced.shown)
    ends: dict[date | None, date] = {}
    for one in used:
        if one.period is not None:
            start = one.period.start
            ends[start] = max(ends.get(start, date.min), one.period.end)
    beside = _beside(loaded.figures, ends)
    return figure_sheets(loaded, {key_of(one): one for one in (*used, *beside)}.values())


def _beside(figures: tuple[Figure, ...], ends: dict[date | None, date]) -> Iterator[Figure]:
    """Yield what was reported for the latest days of each span, and what has no period."""
    for one in figures:
        if one.period is None or ends.get(one.period.start) == one.period.end:
            yield one


def _answers(loaded: Loaded) -> Iterator[Answer]:
    """Yield what the council said, criterion by criterion."""
    said = loaded.data.confirmations
    for criterion in council_criteria(loaded.campaign):
        for one in loaded.data.participants:
            answer = said.get((one.subject.id, criterion.id))
            if answer is not None:
                yield Answer(
                    one.subject.label,
                    _asked_words(answer, criterion.text),
                    "Đạt" if answer.met else "Không đạt",
                    answer.evidence,
                    answer.who,
                    answer.on,
                )


def _asked_words(said: Confirmation, text: str) -> str:
    """Return what the council was asked: a criterion that reads otherwise now says both."""
    old = said.old_words(text)
    return f"{old} (lời cũ; nay là: {text})" if old else text
