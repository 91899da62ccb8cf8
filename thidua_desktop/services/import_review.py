"""From an import plan to what the last step shows: lines, problems and the choices they leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.findings import Code, Finding, Severity
from thidua_desktop.domain.subjects import Subject
from thidua_desktop.importing.plan import (
    ChangeKind,
    ExcludedRow,
    ImportPlan,
    PlannedFigure,
    PlannedRow,
)
from thidua_desktop.services.import_readings import columns_asked, columns_settled, is_asked
from thidua_desktop.services.import_views import (
    ImportChoices,
    ProblemView,
    Review,
    UnitChoice,
)
from thidua_desktop.services.loading import catalogue
from thidua_desktop.services.wording import is_of_name, sentence

_ASKS_UNIT: Final = frozenset({Code.UNKNOWN_UNIT, Code.AMBIGUOUS_UNIT, Code.DUPLICATE_UNIT})
_MISSING: Final = "chưa có"
_BLANK: Final = "để trống"
_SURE: Final = 100


def review_of(plan: ImportPlan, choices: ImportChoices) -> Review:
    """Return the last step of the import page."""
    excluded = {one.row: one for one in plan.excluded}
    asked = columns_asked(plan, choices)
    about = _About(plan)
    problems = (
        *(about.told(one) for one in asked),
        *(
            about.told(_problem(finding, excluded, choices))
            for finding in sorted(plan.findings, key=_gravity)
            if not is_asked(finding, choices)
        ),
    )
    kinds = (ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.SAME)
    new, changed, same = (_lines(plan, kind) for kind in kinds)
    return Review(
        plan,
        plan.file,
        len(new),
        _units(new),
        len(changed),
        _units(changed),
        len(same),
        (*problems, *_settled(plan, choices)),
        (
            *(_problem_line(one, excluded) for one in problems if _is_problem(one)),
            *new,
            *changed,
            *same,
        ),
    )


class FigureLine(NamedTuple):
    """A figure as the review shows it, in words only where it is looked at: there are many."""

    kind: str
    planned: PlannedRow
    figure: PlannedFigure

    @property
    def cell(self) -> str:
        """Return where the figure stands."""
        return self.figure.cell

    @property
    def as_typed(self) -> str:
        """Return the name as the table has it."""
        return self.planned.as_typed

    @property
    def name(self) -> str:
        """Return whom it was matched with."""
        return self.planned.subject.label

    @property
    def measure(self) -> str:
        """Return the short name of what is measured."""
        return catalogue().measures[self.figure.measure].short

    @property
    def before(self) -> str:
        """Return what the file holds now."""
        return _said(self.figure.before)

    @property
    def after(self) -> str:
        """Return what would be stored; of a missing figure, what stands in its cell."""
        if self.figure.missing is not None:
            return f"«{self.figure.missing}»" if self.figure.missing else _BLANK
        return _said(self.figure)

    @property
    def note(self) -> str:
        """Return by how much a count would change."""
        before, count = self.figure.before, self.figure.count
        if before is None or before.count is None or count is None:
            return ""
        difference = count - before.count
        sign = "+" if difference > 0 else ""
        return f"{sign}{vietnamese.count(difference)}" if difference else ""

    @property
    def row(self) -> int:
        """Return the row it stands in."""
        return self.planned.row


_LINE: Final = FigureLine._make
"""Makes a line of all its fields: there are so many that the usual way would be felt."""


def _lines(plan: ImportPlan, kind: ChangeKind) -> list[FigureLine]:
    said, corrected = kind.value, plan.corrected
    return [
        _LINE(("solved" if figure.cell in corrected else said, row, figure))
        for row in plan.rows
        for figure in row.figures
        if figure.kind is kind
    ]


class _About:
    """Knows whom the rows of a plan are about and what its columns measure."""

    def __init__(self, plan: ImportPlan) -> None:
        asked = {finding.place.row for finding in plan.findings}
        self._whom = {one.row: one.subject.label for one in plan.rows if one.row in asked}
        self._whom |= {one.row: one.subject.label for one in plan.excluded if one.subject}
        measures = catalogue().measures
        self._measure: dict[str, str] = {}
        for role, letter in plan.columns.items():
            measure = measures.get(role.removeprefix("%"))
            if measure is not None:
                self._measure.setdefault(letter, measure.short)

    def told(self, problem: ProblemView) -> ProblemView:
        """Return a problem with whom it is about and what is measured in its cell."""
        whom = self._whom.get(problem.row, "") if problem.row is not None else ""
        measure = self._measure.get(problem.cell.rstrip("0123456789"), "")
        return replace(problem, whom=whom, measure=measure)


def _gravity(finding: Finding) -> int:
    return (Severity.ERROR, Severity.WARNING, Severity.NOTICE).index(finding.severity)


def _is_problem(problem: ProblemView) -> bool:
    return problem.severity is not Severity.NOTICE


def _units(lines: list[FigureLine]) -> int:
    """Return how many rows the figures of these lines stand in."""
    return len({one.planned.row for one in lines})


def _problem(
    finding: Finding,
    excluded: Mapping[int, ExcludedRow],
    choices: ImportChoices,
) -> ProblemView:
    place = finding.place
    row = excluded.get(place.row) if place.row is not None else None
    found = finding.facts.get("found", "")
    return ProblemView(
        finding.code.value,
        finding.severity,
        place.cell,
        place.row,
        _title(finding, found),
        sentence(finding),
        _ask(finding),
        tuple(
            UnitChoice(
                subject.id,
                subject.label,
                likeness_words(subject, likeness),
                likeness,
            )
            for subject, likeness in (row.candidates if row else ())
        ),
        choices.values.get(place.cell, found),
        solved=(finding.code.value, place.cell) in choices.accepted,
    )


_LIKENESS: Final = ((90, "rất giống"), (75, "khá giống"), (0, "hơi giống"))


def likeness_words(subject: Subject, likeness: int) -> str:
    """Say how sure a proposed match is; a person of the same name is told by the date of birth."""
    born = getattr(subject, "birth_date", None)
    told = f", sinh {vietnamese.day(born)}" if born else ""
    if likeness >= _SURE:
        return f"trùng tên{told}"
    words = next(words for least, words in _LIKENESS if likeness >= least)
    return f"{words}, {likeness}%{told}"


def _ask(finding: Finding) -> str:
    if finding.severity is Severity.NOTICE:
        return "nothing"
    if finding.severity is Severity.WARNING:
        return "accept"
    return "unit" if finding.code in _ASKS_UNIT or is_of_name(finding) else "value"


_TITLES: Final = {
    Code.UNKNOWN_UNIT: "«{found}» là đơn vị nào?",
    Code.AMBIGUOUS_UNIT: "«{found}» là đơn vị nào?",
    Code.DUPLICATE_UNIT: "«{found}» có hai dòng",
    Code.NOT_A_NUMBER: "«{found}» không phải số",
    Code.NOT_A_WHOLE_NUMBER: "«{found}» không phải số nguyên",
    Code.AMBIGUOUS_NUMBER: "«{found}» đọc được hai cách",
    Code.DATE_INSTEAD_OF_NUMBER: "«{found}» là ngày tháng",
    Code.NEGATIVE_COUNT: "«{found}» là số âm",
    Code.ERROR_VALUE: "Công thức báo lỗi {found}",
    Code.NO_CACHED_VALUE: "Công thức chưa có kết quả",
    Code.PART_OVER_WHOLE: "Số thành phần lớn hơn tổng",
    Code.TOTAL_MISMATCH: "Dòng tổng không bằng cộng chi tiết",
    Code.SUM_MISMATCH: "Cột tổng không bằng các cột thành phần",
    Code.RATE_MISMATCH: "Tỷ lệ ghi khác tỷ lệ tính ra",
    Code.DECREASING_COUNT: "Số lũy kế giảm",
    Code.TENFOLD_COUNT: "Số lũy kế gấp hơn mười lần kỳ trước",
    Code.MACROS_IGNORED: "Tệp có macro",
    Code.LEGACY_ENCODING: "Chữ bảng mã cũ, đã đọc sang Unicode",
    Code.LEGACY_KEPT: "Chữ bảng mã cũ, giữ nguyên như trong tệp",
    Code.HIDDEN_SHEET: "Tệp có trang tính ẩn",
    Code.UNCLEAR_COLUMNS: "Cột {columns} là số nào?",
    Code.PERIOD_DIFFERS: "Kỳ ghi trong bảng khác tháng đã chọn",
    Code.ALREADY_IMPORTED: "Tệp này đã được nhập",
}


def _title(finding: Finding, found: str) -> str:
    if is_of_name(finding):
        return f"Dòng {finding.place.row} là đơn vị nào?"
    return _TITLES[finding.code].format_map({**finding.facts, "found": found})


def _settled(plan: ImportPlan, choices: ImportChoices) -> Iterator[ProblemView]:
    """Show what the clerk settled by choosing a unit, a reading, or typing a value."""
    yield from columns_settled(choices)
    for row in plan.rows:
        if row.row in choices.units or row.row in choices.newcomers:
            added = row.row in choices.newcomers
            said = f"«{row.as_typed}»" if row.as_typed else f"Dòng {row.row}"
            yield ProblemView(
                Code.UNKNOWN_UNIT.value,
                Severity.ERROR,
                "",
                row.row,
                f"Thêm {row.subject.label}" if added else f"{said} là {row.subject.label}",
                f"Dòng {row.row}" + (", ghi vào sổ cùng số liệu." if added else "."),
                "unit",
                (),
                "",
                solved=True,
            )
        for one in row.figures if plan.corrected else ():
            if one.cell in plan.corrected:
                yield ProblemView(
                    Code.NOT_A_NUMBER.value,
                    Severity.ERROR,
                    one.cell,
                    row.row,
                    f"Ô {one.cell} " + (_BLANK if one.missing == "" else f"ghi {_said(one)}"),
                    row.subject.label,
                    "value",
                    (),
                    choices.values.get(one.cell, ""),
                    solved=True,
                )


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem as the review shows it among the figures."""

    kind: str
    cell: str
    as_typed: str
    name: str
    measure: str
    before: str
    after: str
    note: str
    row: int


def _problem_line(problem: ProblemView, excluded: Mapping[int, ExcludedRow]) -> ProblemLine:
    row = excluded.get(problem.row) if problem.row is not None else None
    kind = "solved" if problem.solved else "problem"
    if problem.severity is Severity.WARNING and not problem.solved:
        kind = "warning"
    name = problem.whom
    if not name and not (row and row.as_typed):
        is_total = problem.code == Code.TOTAL_MISMATCH.value
        name = f"Dòng cộng {problem.row}" if is_total else problem.title
    whole_row = problem.ask == "unit"
    return ProblemLine(
        kind,
        problem.cell,
        row.as_typed if row else "",
        name,
        "Cả dòng" if whole_row else problem.measure,
        "",
        problem.value,
        problem.title,
        problem.row or 0,
    )


def _said(figure: Figure | PlannedFigure | None) -> str:
    if figure is None or figure.missing is not None:
        return _MISSING
    if figure.count is not None:
        return vietnamese.count(figure.count)
    return f"{figure.percent}%".replace(".", ",")
