"""Use cases on tables from outside: look, map, match, plan, store.

Nothing is written before `apply`, and what the review shows is what is stored.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign, Group
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.subjects import Kind, Participant
from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.book import DEFAULT_LIMITS, LARGE_LIMITS, Sheet
from thidua_desktop.importing.headings import Table, propose_sheet
from thidua_desktop.importing.own import is_result, own_sheets
from thidua_desktop.importing.plan import ImportPlan, PlanRequest
from thidua_desktop.importing.planning import make_plan
from thidua_desktop.importing.sheets import read_book
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_legacy import legacy_columns
from thidua_desktop.services.import_mappings import Remembered, mapping_of, remembered
from thidua_desktop.services.import_newcomers import newcomers_of, register
from thidua_desktop.services.import_review import review_of
from thidua_desktop.services.import_storing import figures_of, record_of, remember_spellings
from thidua_desktop.services.import_tables import (
    ROLE_NAMES,
    OpenedBook,
    period_words,
    plain_rows,
    table_view,
)
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
from thidua_desktop.services.loading import campaign_in, catalogue, measures_of
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
    "may_be_large",
]

BEFORE_IMPORT: Final = "truoc-khi-nhap"
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
                _sheet_note(sheet),
            )
            for sheet in book.sheets
        )
        return Inspection(path, book.file, book.digest, sheets, OpenedBook(book), book.has_macros)

    def own_sheets(self, inspection: Inspection) -> tuple[str, ...]:
        """Return the tables of figures in a workbook this program wrote; empty for any other."""
        return own_sheets(_opened(inspection).book)

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
        opened = _opened(inspection)
        _read, table = opened.found(choices)
        legacy = legacy_columns(opened.book, table, choices.as_typed)
        return replace(table_view(table), legacy=legacy)

    def plain_rows(self, inspection: Inspection, sheet: str) -> tuple[PreviewRow, ...]:
        """Return the first rows of a sheet as they stand, for one without a table."""
        return plain_rows(_opened(inspection).book.sheet(sheet))

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
        return remembered(mappings, _opened(inspection).book, choices) if mappings else None

    def roles(self, key: str) -> tuple[RoleChoice, ...]:
        """Return what a column may be: the campaign's own measures, other roles, other measures."""
        with self._workspace.read() as session:
            own = measures_of(campaign_in(session, key))
        measures = catalogue().measures
        others = [name for name in measures if name not in own]
        return (
            RoleChoice("", ROLE_NAMES[""]),
            *(RoleChoice(name, measures[name].name, measures[name].short) for name in own),
            *(RoleChoice(role, name) for role, name in ROLE_NAMES.items() if role),
            *(RoleChoice(f"%{name}", f"Tỷ lệ in sẵn: {measures[name].short}") for name in own),
            *(RoleChoice(name, measures[name].name, measures[name].short) for name in others),
        )

    @uncollected()
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
        return self._plan(key, _opened(inspection), choices, progress, newcomers)

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
                period_words(one.record.period),
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
        opened: OpenedBook,
        choices: ImportChoices,
        progress: Progress,
        newcomers: tuple[Participant, ...],
    ) -> ImportPlan:
        book, table = opened.found(choices)
        with self._workspace.read() as session:
            campaign = campaign_in(session, key)
            participants = session.participants.of(key)
            members = [one.subject.id for one in participants]
            figures = session.figures.of_spans(members, _starts(table, campaign))
            aliases = session.subjects.aliases()
            earlier = session.imports.by_digest(book.digest)
        added = newcomers_of(choices, table, campaign.groups)
        request = PlanRequest(
            book,
            table,
            catalogue(),
            (*participants, *newcomers, *dict.fromkeys(added.values())),
            campaign.groups,
            existing=figures,
            aliases=aliases,
            start=campaign.start,
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


def _sheet_note(sheet: Sheet) -> str:
    if sheet.hidden:
        return "ẩn, không nhập"
    return "kết quả, không nhập" if is_result(sheet) else f"{len(sheet.rows)} dòng"


def may_be_large(error: BaseException) -> bool:
    """Say whether a refused file only is larger than usual: read when somebody says so, safely."""
    return isinstance(error, RefusedFileError) and (error.code, error.why) in _LARGER


def _opened(inspection: Inspection) -> OpenedBook:
    assert isinstance(inspection.book, OpenedBook)  # noqa: S101 - made by `inspect` only
    return inspection.book


def _starts(table: Table, campaign: Campaign) -> list[date]:
    """Return the days on which the span may begin that the table is filed under."""
    stated = table.stated.start if table.stated else None
    return [one for one in (stated, campaign.start) if one is not None]


def _moment(at: datetime) -> str:
    return vietnamese.moment(at.astimezone())
