"""Use cases on tables from outside: look, map, match, plan, store.

Nothing is written before `apply`, and what the review shows is what is stored.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.domain.findings import Code, Severity
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.vietnamese import match_key, nfc
from thidua_desktop.errors import ImportBlockedError, RefusedFileError, UnknownChoiceError
from thidua_desktop.importing.book import Book, letter_of
from thidua_desktop.importing.cells import shown
from thidua_desktop.importing.headings import Table, find_table, propose_sheet
from thidua_desktop.importing.matching import group_named
from thidua_desktop.importing.plan import ChangeKind, ExcludedRow, ImportPlan, PlanRequest
from thidua_desktop.importing.planning import make_plan
from thidua_desktop.importing.sheets import read_book
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_review import review_of
from thidua_desktop.services.import_views import (
    ColumnView,
    ImportChoices,
    ImportInfo,
    Inspection,
    PreviewRow,
    ProblemView,
    Review,
    ReviewLine,
    RoleChoice,
    SheetInfo,
    TableView,
    UnitChoice,
)
from thidua_desktop.services.loading import (
    campaign_in,
    campaign_key,
    catalogue,
    load,
    measures_of,
)
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import unit_named
from thidua_desktop.services.wording import describe, sentence
from thidua_desktop.store.imports import ImportRecord, LeftOutRow
from thidua_desktop.store.workspace import Session, Workspace

__all__ = [
    "ColumnView",
    "ImportChoices",
    "ImportInfo",
    "ImportOrder",
    "ImportResult",
    "ImportService",
    "Inspection",
    "PreviewRow",
    "ProblemView",
    "Review",
    "ReviewLine",
    "RoleChoice",
    "SheetInfo",
    "TableView",
    "UnitChoice",
    "import_table",
]

BEFORE_IMPORT: Final = "truoc-khi-nhap"
_ROLE_NAMES: Final = {
    "stt": "Số thứ tự",
    "unit": "Tên đơn vị, họ và tên",
    "office": "Cơ quan, bộ phận",
    "code": "Mã",
    "birth": "Ngày sinh",
    "note": "Ghi chú",
    "ok": "Dấu đạt",
    "not_ok": "Dấu không đạt",
    "": "Không dùng",
}
_SAMPLES: Final = 3


class ImportService:
    """Imports into one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def inspect(self, path: Path, progress: Progress) -> Inspection:
        """Read a file; RefusedFileError or UnreadableKindError say why it cannot be."""
        book = read_book(path, step=progress.step)
        proposed = propose_sheet(book, catalogue())
        sheets = tuple(
            SheetInfo(
                sheet.name,
                sheet.hidden,
                sheet.name == proposed,
                "ẩn, không nhập" if sheet.hidden else f"{len(sheet.rows)} dòng",
            )
            for sheet in book.sheets
        )
        return Inspection(path, book.file, book.digest, sheets, book, book.has_macros)

    def table(self, inspection: Inspection, choices: ImportChoices) -> TableView:
        """Return the table found in the chosen sheet."""
        return _table_view(_found(_book(inspection), choices))

    def roles(self, key: str) -> tuple[RoleChoice, ...]:
        """Return what a column may be: the campaign's own measures, other roles, other measures."""
        with self._workspace.read() as session:
            own = measures_of(campaign_in(session, key))
        measures = catalogue().measures
        others = [name for name in measures if name not in own]
        return (
            RoleChoice("", _ROLE_NAMES[""]),
            *(RoleChoice(name, measures[name].name) for name in own),
            *(RoleChoice(role, name) for role, name in _ROLE_NAMES.items() if role),
            *(RoleChoice(f"%{name}", f"Tỷ lệ in sẵn: {measures[name].short}") for name in own),
            *(RoleChoice(name, measures[name].name) for name in others),
        )

    def review(
        self, key: str, inspection: Inspection, choices: ImportChoices, progress: Progress
    ) -> Review:
        """Return what an import would do. PeriodNeededError asks for `choices.month`."""
        plan = self._plan(key, _book(inspection), choices, progress)
        return review_of(plan, choices)

    def apply(
        self, key: str, review: Review, choices: ImportChoices, progress: Progress
    ) -> Changes:
        """Write what the review shows, in one step that one undo takes back."""
        return self._store(key, review.plan, choices, progress)

    def history(self, key: str) -> tuple[ImportInfo, ...]:
        """Return past imports, newest first."""
        with self._workspace.read() as session:
            stored = session.imports.all(key)
        infos = [
            ImportInfo(
                one.id,
                one.record.file,
                one.record.sheet,
                _period_words(one.record.period),
                one.record.at,
                one.record.by,
                one.record.new,
                one.record.changed,
                one.record.same,
            )
            for one in stored
        ]
        return tuple(sorted(infos, key=lambda one: one.id, reverse=True))

    def _plan(self, key: str, book: Book, choices: ImportChoices, progress: Progress) -> ImportPlan:
        loaded = load(self._workspace, key)
        table = _found(book, choices)
        with self._workspace.read() as session:
            figures = session.figures.for_measures(list(catalogue().measures))
            aliases = session.subjects.aliases()
            earlier = session.imports.by_digest(book.digest)
        request = PlanRequest(
            book,
            table,
            catalogue(),
            loaded.data.participants,
            loaded.campaign.groups,
            existing=figures,
            aliases=aliases,
            start=loaded.campaign.start,
            month=choices.month,
            units=choices.units,
            values=choices.values,
            accepted=choices.accepted,
            imported={one.record.digest: _moment(one.record.at) for one in earlier},
        )
        return make_plan(request, step=progress.step)

    def _store(
        self, key: str, plan: ImportPlan, choices: ImportChoices, progress: Progress
    ) -> Changes:
        now = datetime.now().astimezone()
        figures = _figures(plan, self._workspace.user, now)
        label = f"Nhập {plan.file}"
        self._workspace.backup(reason=BEFORE_IMPORT)
        with self._workspace.write(label, kind="import") as session:
            number = session.imports.add(_record(key, plan, self._workspace.user, now))
            session.figures.put_import(number, figures, progress=progress.step)
            _remember(session, plan, choices)
        return Changes(session.changed, label)


def _book(inspection: Inspection) -> Book:
    assert isinstance(inspection.book, Book)  # noqa: S101 - made by `inspect` only
    return inspection.book


def _found(book: Book, choices: ImportChoices) -> Table:
    names = tuple(sheet.name for sheet in book.sheets)
    if choices.sheet is not None and choices.sheet not in names:
        raise UnknownChoiceError("trang tính", choices.sheet, names)
    table = find_table(
        book,
        catalogue(),
        sheet=choices.sheet,
        header_rows=choices.header,
        columns=choices.columns,
    )
    _check_columns(table, choices)
    return table


def _check_columns(table: Table, choices: ImportChoices) -> None:
    """Refuse columns the table does not have, and meanings nobody knows."""
    used = max((column for row in table.sheet.rows.values() for column in row), default=0)
    letters = tuple(letter_of(column) for column in range(1, used + 1))
    for letter, role in choices.columns.items():
        if letter not in letters:
            raise UnknownChoiceError("cột", letter, letters)
        if role not in _ROLE_NAMES and role.removeprefix("%") not in catalogue().measures:
            raise UnknownChoiceError("chỉ số", role, tuple(catalogue().measures))


def _table_view(table: Table) -> TableView:
    numbers = [column.number for column in table.columns]
    last = max(numbers)
    rows = tuple(
        PreviewRow(
            row.number,
            row.kind.value,
            tuple(shown(table.sheet.cell(row.number, one)) for one in range(1, last + 1)),
        )
        for row in table.rows
    )
    data = [row.number for row in table.rows if row.kind.value == "data"][:_SAMPLES]
    columns = tuple(
        ColumnView(
            letter_of(one.number),
            one.heading,
            one.key,
            role_name(one.key),
            tuple(shown(table.sheet.cell(row, one.number)) for row in data),
        )
        for one in table.columns
    )
    period = table.stated
    return TableView(
        table.sheet.name, table.header, columns, rows, period, _period_words(period), table.area
    )


def role_name(role: str) -> str:
    """Return what a column is taken for, in words."""
    if role in _ROLE_NAMES:
        return _ROLE_NAMES[role]
    if role.startswith("%"):
        return f"Tỷ lệ in sẵn: {catalogue().measures[role[1:]].short}"
    return catalogue().measures[role].name


def _period_words(period: Period | None) -> str:
    if period is None:
        return ""
    until = vietnamese.day(period.end)
    if period.start is None:
        return f"đến {until}"
    return f"{vietnamese.day(period.start)} – {until}"


def _moment(at: datetime) -> str:
    return vietnamese.moment(at.astimezone())


def _figures(plan: ImportPlan, user: str, now: datetime) -> list[Figure]:
    """Return the figures that are not in the file yet as they stand in the table."""
    measures = catalogue().measures
    return [
        Figure(
            row.subject.id,
            one.measure,
            None if measures[one.measure].unit is MeasureUnit.PERCENT else plan.period,
            one.count,
            one.percent,
            one.missing,
            one.cell in plan.corrected,
            Source(plan.file, plan.sheet, one.cell, now, user),
        )
        for row in plan.rows
        for one in row.figures
        if one.kind is not ChangeKind.SAME
    ]


def _record(key: str, plan: ImportPlan, user: str, now: datetime) -> ImportRecord:
    return ImportRecord(
        key,
        plan.file,
        plan.digest,
        plan.sheet,
        plan.period,
        now,
        user,
        plan.count(ChangeKind.NEW),
        plan.count(ChangeKind.CHANGED),
        plan.count(ChangeKind.SAME),
        tuple(
            LeftOutRow(one.row, one.as_typed, tuple(code.value for code in one.because))
            for one in plan.excluded
        ),
    )


def _remember(session: Session, plan: ImportPlan, choices: ImportChoices) -> None:
    """Keep the names the clerk matched by hand as other spellings."""
    known = session.subjects.aliases()
    for row in plan.rows:
        spelling = match_key(row.as_typed)
        if row.row in choices.remember and spelling not in known:
            session.subjects.add_alias(row.subject.id, spelling)


# --- the whole import in one go, for the command line and the demonstration ---


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to do with a table, decided beforehand."""

    choices: ImportChoices = field(default_factory=ImportChoices)
    accept_warnings: bool = False
    skip_errors: bool = False
    add_units: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of it: `messages` are the findings in words."""

    plan: ImportPlan
    messages: tuple[str, ...]
    summary: str
    written: bool


def import_table(
    workspace: Workspace, campaign: str | None, path: Path, order: ImportOrder
) -> ImportResult:
    """Read, plan and, unless something stands in the way, store a table.

    Notices never block; warnings and errors do unless the order says otherwise.
    """
    service = ImportService(workspace)
    key = campaign_key(workspace, campaign)
    progress = Progress()
    inspection = service.inspect(path, progress)
    if order.add_units:
        _add_units(workspace, key, service, inspection, order.choices, progress)
    review = service.review(key, inspection, order.choices, progress)
    plan = review.plan
    messages = tuple(f"{_SEVERITY_WORDS[one.severity]}: {sentence(one)}" for one in plan.findings)
    if order.dry_run:
        return ImportResult(plan, messages, f"Chỉ xem, chưa ghi gì. {_counts(plan)}", False)
    errors, warnings = plan.having(Severity.ERROR), plan.having(Severity.WARNING)
    if (errors and not order.skip_errors) or (warnings and not order.accept_warnings):
        blocked = ImportBlockedError(plan.file, len(errors), len(warnings))
        return ImportResult(plan, messages, str(describe(blocked)), False)
    if not plan.rows:
        raise RefusedFileError(plan.file, "no-table", plan.sheet)
    service.apply(key, review, order.choices, progress)
    return ImportResult(plan, messages, f"Đã ghi vào sổ. {_counts(plan)}", True)


def _add_units(
    workspace: Workspace,
    key: str,
    service: ImportService,
    inspection: Inspection,
    choices: ImportChoices,
    progress: Progress,
) -> None:
    """Register the units of a table that nobody knows, in the group they stand under."""
    plan = service.review(key, inspection, choices, progress).plan
    with workspace.read() as session:
        groups = campaign_in(session, key).groups
    unknown = [one for one in plan.excluded if Code.UNKNOWN_UNIT in one.because]
    rows = [(nfc(one.as_typed), _group_of(one, groups)) for one in unknown]
    added = [(name, group) for name, group in rows if group is not None]
    if not added:
        return
    with workspace.write(f"Thêm đơn vị từ {plan.file}", kind="add-units") as session:
        for name, group in added:
            session.participants.add(key, unit_named(session, name), group)


def _group_of(row: ExcludedRow, groups: tuple[Group, ...]) -> str | None:
    if len(groups) == 1:
        return groups[0].id
    named = group_named(row.group, groups)
    return named.id if named else None


_SEVERITY_WORDS: Final = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cảnh báo",
    Severity.NOTICE: "Lưu ý",
}


def _counts(plan: ImportPlan) -> str:
    counts = [
        (plan.count(ChangeKind.NEW), "số mới"),
        (plan.count(ChangeKind.CHANGED), "số thay đổi"),
        (plan.count(ChangeKind.SAME), "số giữ nguyên"),
    ]
    said = ", ".join(f"{vietnamese.count(number)} {words}" for number, words in counts)
    left_out = f"; {len(plan.excluded)} dòng để ngoài" if plan.excluded else ""
    return f"{said}{left_out}."
