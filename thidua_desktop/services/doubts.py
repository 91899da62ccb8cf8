"""Figures that look wrong (số đáng ngờ), in words, for the cells of the grid and the trends."""

from collections.abc import Iterable, Mapping, Sequence

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.suspicions import TIMES, PartOver, fell, jumped, parts_over
from thidua_desktop.services.figure_periods import Cells
from thidua_desktop.services.loading import catalogue

Doubts = Mapping[tuple[SubjectId, str], str]
"""Why a figure is doubted, by whose it is and its measure."""


def doubts_of(cells: Cells, figures: Iterable[Figure]) -> Doubts:
    """Return what looks wrong among the figures shown, compared with all that are stored."""
    earlier = Earlier(figures)
    found: dict[tuple[SubjectId, str], list[str]] = {}
    for key, figure in cells.items():
        if words := earlier.doubt(figure):
            found.setdefault(key, []).append(words)
    for over in parts_over(cells.values(), catalogue().parts):
        for one in over.figures:
            found.setdefault((one.subject, one.measure), []).append(over_words(over))
    return {key: " ".join(words) for key, words in found.items()}


class Earlier:
    """Finds what was stored for the period before; only spans that begin on the same day count."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._series: dict[object, list[Figure]] = {}
        for one in figures:
            if one.period is not None and one.count is not None:
                self._series.setdefault(_series(one), []).append(one)

    def before(self, figure: Figure) -> Figure | None:
        """Return the same count of the latest earlier period."""
        if figure.period is None:
            return None
        end = figure.period.end
        past = [one for one in self._series.get(_series(figure), ()) if _end(one) < end.toordinal()]
        return max(past, key=_end, default=None)

    def doubt(self, figure: Figure) -> str:
        """Say why a running total looks wrong beside the one before; empty if it does not."""
        before = self.before(figure)
        if before is None or before.count is None or figure.count is None:
            return ""
        if not catalogue().measures[figure.measure].cumulative:
            return ""
        until = f"{vietnamese.count(before.count)}, đến {_day(before)}"
        if fell(before.count, figure.count):
            return f"Số lũy kế nhỏ hơn kỳ trước ({until})."
        if jumped(before.count, figure.count):
            return f"Gấp từ {TIMES} lần kỳ trước trở lên ({until}): có thể thừa một chữ số."
        return ""

    def fell(self, figure: Figure) -> str:
        """Say that a running total is smaller than the one before; empty if it is not."""
        before = self.before(figure)
        known = before is not None and before.count is not None and figure.count is not None
        if not known or before is None or not fell(before.count or 0, figure.count or 0):
            return ""
        return self.doubt(figure)


def over_words(over: PartOver) -> str:
    """Say that a part is larger: `«Trực tuyến» là 216, lớn hơn «Đã giải quyết» là 206.`."""
    part = _names([one.measure for one in over.parts])
    whole = _names([over.over.measure])
    counts = vietnamese.count(over.part), vietnamese.count(over.whole)
    return f"«{part}» là {counts[0]}, lớn hơn «{whole}» là {counts[1]}."


def _names(measures: Sequence[str]) -> str:
    return " + ".join(catalogue().measures[one].short for one in measures)


def _series(figure: Figure) -> object:
    return figure.subject, figure.measure, figure.period.start if figure.period else None


def _end(figure: Figure) -> int:
    return figure.period.end.toordinal() if figure.period else 0


def _day(figure: Figure) -> str:
    return vietnamese.day(figure.period.end) if figure.period else ""
