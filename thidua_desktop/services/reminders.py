"""Use cases on figures nobody sent yet: who lacks what, the letter that asks for it, the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from thidua_desktop.documents.files import make_folder, write_file
from thidua_desktop.documents.letters import (
    REMINDER,
    LetterFacts,
    ListRow,
    compose_letter,
    load_letter,
)
from thidua_desktop.documents.model import Document
from thidua_desktop.domain import deadlines, vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.subjects import Kind, Participant, Person
from thidua_desktop.errors import FileExistsAlreadyError, NothingToPrintError
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.figure_tables import FigureTables
from thidua_desktop.services.figure_views import FigureGrid, GridRow
from thidua_desktop.services.figures import FigureService
from thidua_desktop.services.filenames import file_name
from thidua_desktop.services.loading import Loaded, asked_of, load
from thidua_desktop.store.workspace import Workspace

_NOTHING: Final = "Toàn bộ số liệu của kỳ"
_OFFICES: Final = "cơ quan, đơn vị có cá nhân"
"""Whom a letter about persons goes to."""
_NOUNS: Final = {Kind.UNIT: "đơn vị", Kind.PERSON: "cá nhân"}


@dataclass(frozen=True, slots=True)
class Lacking:
    """One subject whose figures of the period are not all there."""

    participant: Participant
    group: str
    measures: tuple[str, ...]
    """The names of what it lacks."""
    shorts: tuple[str, ...]
    """The same in few words."""
    has_some: bool

    @property
    def name(self) -> str:
        """Return its name."""
        return self.participant.subject.name

    @property
    def words(self) -> str:
        """Say what it lacks."""
        return "; ".join(self.measures) if self.has_some else _NOTHING

    @property
    def short_words(self) -> str:
        """Say so in few words."""
        return "; ".join(self.shorts) if self.has_some else _NOTHING

    @property
    def place(self) -> str:
        """Return whom a letter about it goes to: the office of a person, the body itself."""
        subject = self.participant.subject
        return (subject.office or subject.name) if isinstance(subject, Person) else subject.name


@dataclass(frozen=True, slots=True)
class ReminderView:
    """Who has not reported a period, out of how many, and by when it is due."""

    end: date
    period: str
    lacking: tuple[Lacking, ...]
    total: int
    noun: str
    deadline: date | None
    deadline_note: str
    """Which milestone it follows."""
    status: str
    """Where the words of the letter come from."""


@dataclass(frozen=True, slots=True)
class ReminderOrder:
    """What is to be written: by when, as one letter or each its own, with blank tables or without.

    `day` is the date of the letter, left to the pen when None.
    """

    end: date
    deadline: date | None = None
    each: bool = False
    tables: bool = True
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """What was written, and in words what the letters lack."""

    files: tuple[Path, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    """One letter: what its files are called, and whom it is about."""

    name: str
    about: tuple[Lacking, ...]


class ReminderService:
    """Reminders of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self, key: str, end: date | None, today: date) -> ReminderView:
        """Return who lacks figures at a period end, the latest one unless told."""
        loaded = load(self._workspace, key)
        wanted = end or FigureTables(self._workspace).period_end(key, None, today)
        grid = FigureService(self._workspace).grid(key, wanted)
        rows = [(group.id, row) for group in grid.groups for row in group.rows]
        found = (_lacking(loaded, grid, group, row) for group, row in rows)
        lacking = tuple(one for one in found if one.measures)
        kinds = {row.participant.subject.kind for _, row in rows}
        deadline, note = _deadline(loaded, today)
        return ReminderView(
            wanted,
            _period_words(loaded.campaign, wanted),
            lacking,
            len(rows),
            ", ".join(_NOUNS[one] for one in Kind if one in kinds) or _NOUNS[Kind.UNIT],
            deadline,
            note,
            load_letter(REMINDER).status,
        )

    def letter(self, key: str, order: ReminderOrder, today: date) -> Document:
        """Compose the letter, the first of them where each gets its own.

        NothingToPrintError where nobody lacks anything.
        """
        view = self.view(key, order.end, today)
        first = next(_planned(_meant(view), order))
        return _compose(load(self._workspace, key).campaign, view, order, first.about, today)

    def preview(self, key: str, order: ReminderOrder, today: date) -> bytes:
        """Return the letter as PDF, with what is still to be written marked."""
        from thidua_desktop.documents.pdf import render_pdf

        return render_pdf(self.letter(key, order, today), mark_missing=True)

    def save(
        self, key: str, order: ReminderOrder, folder: Path, today: date, *, replace: bool
    ) -> Reminders:
        """Write the letters, and the blank tables that go with them, to a folder.

        While any of the files is there already and `replace` is not given, nothing is written.
        """
        from thidua_desktop.documents.pdf import render_pdf

        view = self.view(key, order.end, today)
        planned = tuple(_planned(_meant(view), order))
        targets = [
            (
                one,
                folder / f"Công văn đôn đốc{one.name}.pdf",
                folder / f"Bảng số liệu{one.name}.xlsx",
            )
            for one in planned
        ]
        files = tuple(
            path for _, *paths in targets for path in (paths if order.tables else paths[:1])
        )
        for path in files:
            if path.exists() and not replace:
                raise FileExistsAlreadyError(path)
        make_folder(folder)
        campaign = load(self._workspace, key).campaign
        tables, missing = FigureTables(self._workspace), dict[str, None]()
        for one, letter_path, table_path in targets:
            letter = _compose(campaign, view, order, one.about, today)
            missing.update(dict.fromkeys(letter.missing))
            write_file(letter_path, render_pdf(letter), replace=replace)
            if order.tables:
                only = [each.participant.subject.id for each in one.about]
                tables.save_template(key, order.end, table_path, only=only, replace=replace)
        return Reminders(files, tuple(missing))


def _lacking(loaded: Loaded, grid: FigureGrid, group_id: str, row: GridRow) -> Lacking:
    group = loaded.campaign.group(group_id)
    asked = asked_of(loaded.campaign, group)
    cells = [
        (column, cell)
        for column, cell in zip(grid.inputs, row.inputs, strict=True)
        if not column.percent and (asked is None or column.measure in asked)
    ]
    return Lacking(
        row.participant,
        group.short or group.name,
        tuple(column.name for column, cell in cells if cell.missing),
        tuple(column.title for column, cell in cells if cell.missing),
        any(not cell.missing for _, cell in cells),
    )


def _deadline(loaded: Loaded, today: date) -> tuple[date | None, str]:
    """Return the first working day to come that a milestone asks for, and its name."""
    readings = loaded.campaign.readings_with(loaded.decided)
    holidays = holidays_of(loaded.campaign)
    for one in deadlines.deadlines(loaded.campaign, readings, today):
        day = deadlines.last_working_day(one.milestone, holidays)
        if day is not None and day > today:
            return day, one.milestone.name
    return None, ""


def _period_words(campaign: Campaign, end: date) -> str:
    until = f"đến hết ngày {vietnamese.day(end)}"
    if campaign.start is None:
        return f"lũy kế {until}"
    return f"từ ngày {vietnamese.day(campaign.start)} {until}"


def _meant(view: ReminderView) -> tuple[Lacking, ...]:
    if not view.lacking:
        raise NothingToPrintError(f"không có {view.noun} nào còn thiếu số liệu {view.period}")
    return view.lacking


def _planned(meant: tuple[Lacking, ...], order: ReminderOrder) -> Iterator[_Planned]:
    places = tuple(dict.fromkeys(one.place for one in meant))
    if not order.each:
        yield _Planned(f" {order.end:%d-%m-%Y}", meant)
        return
    used: set[str] = set()
    for place in places:
        name, number = file_name(place), 2
        while name.casefold() in used:
            name, number = f"{file_name(place)} {number}", number + 1
        used.add(name.casefold())
        about = tuple(one for one in meant if one.place == place)
        yield _Planned(f" {order.end:%d-%m-%Y} - {name}", about)


def _compose(
    campaign: Campaign,
    view: ReminderView,
    order: ReminderOrder,
    about: tuple[Lacking, ...],
    today: date,
) -> Document:
    office = campaign.office
    deadline = order.deadline or view.deadline
    unit, lack = _one_words(about)
    fields = {
        "office": office.name,
        "code": office.code,
        "standing": office.standing,
        "plan": campaign.plan,
        "theme": campaign.theme or campaign.short,
        "today": vietnamese.day(today),
        "period": view.period,
        "deadline": vietnamese.day(deadline) if deadline else "",
        "places": "đơn vị" if view.noun == _NOUNS[Kind.UNIT] else _OFFICES,
        "noun": view.noun,
        "Noun": view.noun[:1].upper() + view.noun[1:],
        "reported": str(view.total - len(view.lacking)),
        "total": str(view.total),
        "lacking": f"{len(view.lacking):02d}",
        "unit": unit,
        "lack": lack,
    }
    rows = tuple(ListRow(one.name, _where(one), one.words) for one in about)
    places = tuple(dict.fromkeys(one.place for one in about))
    facts = LetterFacts(office, places, fields, rows, order.day)
    return compose_letter(load_letter(REMINDER), facts)


def _where(one: Lacking) -> str:
    subject = one.participant.subject
    return subject.office if isinstance(subject, Person) and subject.office else one.group


def _one_words(about: tuple[Lacking, ...]) -> tuple[str, str]:
    """Return whom a letter to one place is about, and what is lacking, in words."""
    first = about[0]
    if len(about) > 1:
        names = ", ".join(one.name for one in about)
        return f"{len(about):02d} cá nhân thuộc {first.place} ({names})", "chưa được báo cáo đủ"
    if not first.has_some:
        return first.participant.subject.label, "chưa được báo cáo"
    lacks = "; ".join(one[:1].lower() + one[1:] for one in first.measures)
    return first.participant.subject.label, f"còn thiếu: {lacks}"
