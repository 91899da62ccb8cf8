"""Use cases on tables from outside: look, map, match, plan, store.

Nothing is written before `apply`, and what the review shows is what is stored.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign, Group
from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.subjects import Kind, Participant
from thidua_desktop.errors import RefusedFileError, UnknownChoiceError
from thidua_desktop.importing.book import DEFAULT_LIMITS, LARGE_LIMITS, Book, letter_of
from thidua_desktop.importing.cells import READINGS, shown
from thidua_desktop.importing.encodings import as_typed
from thidua_desktop.importing.headings import Table, find_table, own_sheets, propose_sheet
from thidua_desktop.importing.plan import ImportPlan, PlanRequest
from thidua_desktop.importing.planning import make_plan
from thidua_desktop.importing.sheets import read_book
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_legacy import data_rows, legacy_columns
from thidua_desktop.services.import_mappings import Remembered, mapping_of, remembered
from thidua_desktop.services.import_newcomers import newcomers_of, register
from thidua_desktop.services.import_readings import CELL_BY_CELL
from thidua_desktop.services.import_review import review_of
from thidua_desktop.services.import_storing import figures_of, record_of, remember_spellings
from thidua_desktop.services.import_views import (
    ColumnView,
    ImportChoices,
    ImportInfo,
    Inspection,
    LegacyColumn,
    LegacySample,
    Newcomer,
    PreviewRow,
    ProblemView,
    ReadingChoice,
    Review,
    ReviewLine,
    RoleChoice,
    SheetInfo,
    TableView,
    UnitChoice,
)
from thidua_desktop.services.loading import (
    campaign_in,
    catalogue,
    load,
    measures_of,
)
from thidua_desktop.services.progress import Progress
from thidua_desktop.store.workspace import Workspace

__all__ = [
    "ColumnView",
    "ImportChoices",
    "ImportInfo",
    "ImportService",
    "Inspection",
    "LegacyColumn",
    "LegacySample",
    "Newcomer",
    "PreviewRow",
    "ProblemView",
    "ReadingChoice",
    "Review",
    "ReviewLine",
    "RoleChoice",
    "SheetInfo",
    "TableView",
    "UnitChoice",
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
_LARGER: Final = frozenset(("too-large", why) for why in ("bytes", "cells", "text"))
"""Refusals by a limit that there is a larger one of; bombs are refused whatever the limits."""


class ImportService:
    """Imports into one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def inspect(self, path: Path, progress: Progress, *, large: bool = False) -> Inspection:
        """Read a file; RefusedFileError or UnreadableKindError say why it cannot be.

        `large` allows for a file somebody knows to be larger than tables of figures are.
        """
        limits = LARGE_LIMITS if large else DEFAULT_LIMITS
        try:
            book = read_book(path, step=progress.step, limits=limits)
        except RefusedFileError as error:
            if large and may_be_large(error):
                raise RefusedFileError(error.file, error.code, why="still") from error
            raise
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

    def own_sheets(self, inspection: Inspection) -> tuple[str, ...]:
        """Return the tables of figures in a workbook this program wrote; empty for any other."""
        return own_sheets(_book(inspection))

    def filled_sheets(
        self, key: str, inspection: Inspection, progress: Progress
    ) -> tuple[str, ...]:
        """Return the tables of a workbook this program wrote that somebody filled in.

        One whose headings are gone is left to the clerk, like any table from outside.
        """
        found = []
        for sheet in self.own_sheets(inspection):
            choices = ImportChoices(sheet=sheet, undated=True)
            try:
                plan = self.plan(key, inspection, choices, progress)
            except RefusedFileError:
                continue
            if plan.rows or plan.excluded:
                found.append(sheet)
        return tuple(found)

    def unit_groups(self, key: str) -> tuple[Group, ...]:
        """Return the groups of a campaign whose members are bodies."""
        with self._workspace.read() as session:
            groups = campaign_in(session, key).groups
        return tuple(group for group in groups if group.kind is Kind.UNIT)

    def table(self, inspection: Inspection, choices: ImportChoices) -> TableView:
        """Return the table found in the chosen sheet."""
        book = _book(inspection)
        _book_read, table = _found(book, choices)
        legacy = legacy_columns(book, table, choices.as_typed)
        return replace(_table_view(table), legacy=legacy)

    def remembered(
        self, key: str, inspection: Inspection, choices: ImportChoices
    ) -> Remembered | None:
        """Return how a table of this layout was read last time, with `choices` made already.

        A workbook of ours says itself what its columns are.
        """
        if self.own_sheets(inspection):
            return None
        with self._workspace.read() as session:
            mappings = session.mappings.all(key)
        return remembered(mappings, _book(inspection), choices) if mappings else None

    def roles(self, key: str) -> tuple[RoleChoice, ...]:
        """Return what a column may be: the campaign's own measures, other roles, other measures."""
        with self._workspace.read() as session:
            own = measures_of(campaign_in(session, key))
        measures = catalogue().measures
        others = [name for name in measures if name not in own]
        return (
            RoleChoice("", _ROLE_NAMES[""]),
            *(RoleChoice(name, measures[name].name, measures[name].short) for name in own),
            *(RoleChoice(role, name) for role, name in _ROLE_NAMES.items() if role),
            *(RoleChoice(f"%{name}", f"Tỷ lệ in sẵn: {measures[name].short}") for name in own),
            *(RoleChoice(name, measures[name].name, measures[name].short) for name in others),
        )

    def review(
        self, key: str, inspection: Inspection, choices: ImportChoices, progress: Progress
    ) -> Review:
        """Return what an import would do. PeriodNeededError asks for `choices.month`."""
        plan = self.plan(key, inspection, choices, progress)
        return review_of(plan, choices)

    def plan(
        self,
        key: str,
        inspection: Inspection,
        choices: ImportChoices,
        progress: Progress,
        newcomers: tuple[Participant, ...] = (),
    ) -> ImportPlan:
        """Return the plan of an import; `newcomers` are taken as registered, with negative ids.

        Those of the choices are taken in as well.
        """
        return self._plan(key, _book(inspection), choices, progress, newcomers)

    def apply(
        self, key: str, review: Review, choices: ImportChoices, progress: Progress
    ) -> Changes:
        """Write what the review shows, in one step that one undo takes back."""
        return self.store(key, review.plan, choices, progress)

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

    @uncollected()
    def _plan(
        self,
        key: str,
        book: Book,
        choices: ImportChoices,
        progress: Progress,
        newcomers: tuple[Participant, ...],
    ) -> ImportPlan:
        loaded = load(self._workspace, key)
        book, table = _found(book, choices)
        added = newcomers_of(choices, table, loaded.campaign.groups)
        with self._workspace.read() as session:
            members = [one.subject.id for one in loaded.data.participants]
            figures = session.figures.of_spans(members, _starts(table, loaded.campaign))
            aliases = session.subjects.aliases()
            earlier = session.imports.by_digest(book.digest)
        request = PlanRequest(
            book,
            table,
            catalogue(),
            (*loaded.data.participants, *newcomers, *dict.fromkeys(added.values())),
            loaded.campaign.groups,
            existing=figures,
            aliases=aliases,
            start=loaded.campaign.start,
            month=choices.month,
            units={**choices.units, **{row: one.subject.id for row, one in added.items()}},
            values=choices.values,
            accepted=choices.accepted,
            imported={
                one.record.digest: _moment(one.record.at)
                for one in earlier
                if one.record.sheet == table.sheet.name
            },
            readings=choices.readings,
            undated=choices.undated,
        )
        plan = make_plan(request, step=progress.step)
        return replace(plan, newcomers=(*newcomers, *dict.fromkeys(added.values())))

    @uncollected()
    def store(
        self,
        key: str,
        plan: ImportPlan,
        choices: ImportChoices,
        progress: Progress,
    ) -> Changes:
        """Write a plan in one action; the newcomers it names are registered first."""
        now = datetime.now().astimezone()
        label = f"Nhập {plan.file}"
        self._workspace.backup(reason=BEFORE_IMPORT)
        with self._workspace.write(label, kind="import") as session:
            ids = register(session, key, plan.newcomers)
            figures = figures_of(plan, self._workspace.user, now, ids)
            number = session.imports.add(record_of(key, plan, self._workspace.user, now))
            session.figures.put_import(number, figures, progress=progress.step)
            remember_spellings(session, plan, choices, ids)
            mapping = mapping_of(plan, choices, self._workspace.user, now)
            session.mappings.put(key, mapping)
        return Changes(session.changed, label)


def may_be_large(error: BaseException) -> bool:
    """Say whether a refused file only is larger than usual: read when somebody says so, safely."""
    return isinstance(error, RefusedFileError) and (error.code, error.why) in _LARGER


def _book(inspection: Inspection) -> Book:
    assert isinstance(inspection.book, Book)  # noqa: S101 - made by `inspect` only
    return inspection.book


def _found(book: Book, choices: ImportChoices) -> tuple[Book, Table]:
    """Return the table the choices point at, and the book as it is to be read for it."""
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
    if not choices.as_typed:
        return book, table
    typed = as_typed(book, table.sheet.name, choices.as_typed, data_rows(table))
    return typed, find_table(
        typed,
        catalogue(),
        sheet=table.sheet.name,
        header_rows=table.header,
        columns=choices.columns,
    )


def _starts(table: Table, campaign: Campaign) -> list[date]:
    """Return the days on which the span may begin that the table is filed under."""
    stated = table.stated.start if table.stated else None
    return [one for one in (stated, campaign.start) if one is not None]


def _check_columns(table: Table, choices: ImportChoices) -> None:
    """Refuse columns the table does not have, and meanings nobody knows."""
    if not choices.columns and not choices.readings:
        return
    used = max((column for row in table.sheet.rows.values() for column in row), default=0)
    letters = tuple(letter_of(column) for column in range(1, used + 1))
    for letter, role in choices.columns.items():
        if letter not in letters:
            raise UnknownChoiceError("cột", letter, letters)
        if role not in _ROLE_NAMES and not _is_measure(role):
            raise UnknownChoiceError("chỉ số", role, tuple(catalogue().measures))
    for letter, reading in choices.readings.items():
        if letter not in letters:
            raise UnknownChoiceError("cột", letter, letters)
        if reading not in {*READINGS, CELL_BY_CELL}:
            raise UnknownChoiceError("cách đọc số", reading, READINGS)


def _is_measure(role: str) -> bool:
    rates = {f"%{one.id}" for one in catalogue().rates}
    return role.removeprefix("%") in catalogue().measures or role in rates


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
        measure = catalogue().measures.get(role[1:])
        return f"Tỷ lệ in sẵn: {measure.short}" if measure else "Tỷ lệ in sẵn, để đối chiếu"
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
