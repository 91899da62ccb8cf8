"""Use cases on the history of commendations (lịch sử khen thưởng) of a unit or person.

What stands here was either entered by hand, with the decision it rests on, or follows from a
frozen result of another campaign in the same file. Only the former can be corrected.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.subjects import Subject, SubjectId
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.services import frozen
from thidua_desktop.services.campaign_fields import read as read_field
from thidua_desktop.services.campaign_views import FieldView, Typed
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.decisions import said_by
from thidua_desktop.store.past_awards import StoredPastAward
from thidua_desktop.store.workspace import Session, Workspace

_FIRST_YEAR: Final = 1945
_LAST_YEAR: Final = 2200


class Past(StrEnum):
    """What is known of a commendation, one form field each."""

    YEAR = "year"
    AWARD = "award"
    NUMBER = "number"
    DECIDED_ON = "decided_on"
    AUTHORITY = "authority"
    NOTE = "note"


PAST_WORDS: Final[Mapping[Past, str]] = {
    Past.YEAR: "năm",
    Past.AWARD: "hình thức khen thưởng",
    Past.NUMBER: "số quyết định",
    Past.DECIDED_ON: "ngày quyết định",
    Past.AUTHORITY: "người quyết định",
    Past.NOTE: "ghi chú",
}
_DAY: Final = FieldView("decided_on", PAST_WORDS[Past.DECIDED_ON], "", Typed.DAY, optional=True)


@dataclass(frozen=True, slots=True)
class PastAward:
    """One line of a history; `row` is 0 where it follows from a frozen result."""

    year: int
    award: str
    number: str = ""
    decided_on: date | None = None
    authority: str = ""
    note: str = ""
    row: int = 0

    @property
    def by_hand(self) -> bool:
        """Say whether it was entered by hand, and can be corrected."""
        return self.row > 0

    @property
    def title(self) -> str:
        """Return `2022: Giấy khen của Chủ tịch UBND huyện`."""
        return f"{self.year}: {self.award}"

    @property
    def basis(self) -> str:
        """Return what it rests on: the decision and who decided, else the note."""
        decision = f"Quyết định số {self.number}" if self.number else ""
        if self.decided_on:
            day = f"ngày {vietnamese.day(self.decided_on)}"
            decision = f"{decision} {day}" if decision else f"Quyết định {day}"
        return "; ".join(one for one in (decision, self.authority, self.note) if one)

    @property
    def line(self) -> str:
        """Return all of it in one line, as reports print it."""
        return f"{self.title}; {self.basis}." if self.basis else f"{self.title}."

    def text(self, field: Past) -> str:
        """Return what a form field says."""
        texts: Mapping[Past, str] = {
            Past.YEAR: str(self.year),
            Past.AWARD: self.award,
            Past.NUMBER: self.number,
            Past.DECIDED_ON: vietnamese.day(self.decided_on) if self.decided_on else "",
            Past.AUTHORITY: self.authority,
            Past.NOTE: self.note,
        }
        return texts[field]


class PastAwardService:
    """The histories of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, key: str, subject: SubjectId) -> tuple[PastAward, ...]:
        """Return the history of one subject, as the page of a campaign shows it."""
        with self._workspace.read() as session:
            return histories(session, key).get(subject, ())

    def add(self, subject: SubjectId, typed: Mapping[Past, str]) -> Changes:
        """Enter a commendation; InvalidValueError names the field that does not take its text."""
        entered = _entered(subject, typed)
        label = f"Ghi khen thưởng của {self._name(subject)}: {entered.award}"
        with self._workspace.write(label, kind="add-past-award") as session:
            session.past_awards.add(entered, said_by(self._workspace, "", ""))
        return Changes(session.changed, label)

    def change(self, row: int, typed: Mapping[Past, str]) -> Changes:
        """Correct a commendation entered by hand; the same again is no action."""
        before = self._stored(row)
        after = replace(_entered(before.subject, typed), id=row)
        label = f"Sửa khen thưởng của {self._name(before.subject)}: {after.award}"
        with self._workspace.write(label, kind="edit-past-award") as session:
            if after != before:
                session.past_awards.replace(after, said_by(self._workspace, "", ""))
        return Changes(session.changed, label if session.changed else "")

    def remove(self, row: int) -> Changes:
        """Take a commendation entered by hand out."""
        stored = self._stored(row)
        label = f"Bỏ khen thưởng của {self._name(stored.subject)}: {stored.award}"
        with self._workspace.write(label, kind="remove-past-award") as session:
            session.past_awards.remove(row)
        return Changes(session.changed, label)

    def _stored(self, row: int) -> StoredPastAward:
        with self._workspace.read() as session:
            found = session.past_awards.get(row)
        if found is None:
            raise UnknownChoiceError("khen thưởng đã ghi", str(row), ())
        return found

    def _name(self, subject: SubjectId) -> str:
        with self._workspace.read() as session:
            found = session.subjects.get(subject)
        if found is None:
            raise UnknownChoiceError("đơn vị, cá nhân", str(subject), ())
        return found.label


def _entered(subject: SubjectId, typed: Mapping[Past, str]) -> StoredPastAward:
    texts = {field: vietnamese.nfc(typed.get(field, "")) for field in Past}
    award = texts[Past.AWARD]
    if not award:
        raise _refused(Past.AWARD, award, "tên hình thức, như «Giấy khen của Giám đốc Sở»")
    day = read_field(_DAY, texts[Past.DECIDED_ON])
    decided = day if isinstance(day, date) else None
    return StoredPastAward(
        subject,
        _year(texts[Past.YEAR], decided),
        award,
        texts[Past.NUMBER],
        decided,
        texts[Past.AUTHORITY],
        texts[Past.NOTE],
    )


def _year(text: str, decided: date | None) -> int:
    """Return the year typed, else that of the decision."""
    if not text and decided:
        return decided.year
    if not (text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        raise _refused(Past.YEAR, text, "năm bốn chữ số, như 2022")
    return int(text)


def _refused(field: Past, found: str, expected: str) -> InvalidValueError:
    return InvalidValueError(PAST_WORDS[field], found, expected)


# --- histories ---


def histories(session: Session, key: str) -> dict[SubjectId, tuple[PastAward, ...]]:
    """Return everybody's history, the latest first: by hand, and of campaigns other than `key`.

    Of a campaign the last frozen result that stands counts. Whoever a merge has made somebody
    else is found by name.
    """
    found: dict[SubjectId, list[PastAward]] = {}
    for one in session.past_awards.all():
        found.setdefault(one.subject, []).append(_by_hand(one))
    subjects = session.subjects.all()
    for content, number in _frozen_results(session, key):
        for subject, past in content:
            who = _present(subjects, subject)
            if who is not None:
                note = f"{past.note}, chốt lần {number}"
                found.setdefault(who, []).append(replace(past, note=note))
    return {who: _latest_first(every) for who, every in found.items()}


def decided_before(session: Session, subject: SubjectId) -> str:
    """Return what somebody was commended for, as reports print it; only what was entered."""
    own = [_by_hand(one) for one in session.past_awards.all() if one.subject == subject]
    return " ".join(f"Năm {one.line}" for one in _latest_first(own))


def _by_hand(one: StoredPastAward) -> PastAward:
    return PastAward(
        one.year, one.award, one.number, one.decided_on, one.authority, one.note, one.id
    )


def _latest_first(every: Iterable[PastAward]) -> tuple[PastAward, ...]:
    return tuple(
        sorted(every, key=lambda one: (one.year, one.decided_on or date.min), reverse=True)
    )


_Won = tuple[Subject, PastAward]


def _frozen_results(session: Session, key: str) -> Iterator[tuple[Sequence[_Won], int]]:
    for campaign in session.campaigns.all():
        standing = [one for one in session.snapshots.all(campaign.key) if one.withdrawn is None]
        if campaign.key != key and standing:
            last = standing[-1]
            yield _won(last.digest, session.snapshots.content(last.id)), last.number


@lru_cache(maxsize=16)
def _won(_digest: str, text: str) -> tuple[_Won, ...]:
    """Return who won what by a frozen result; read once, for it never changes."""
    content = frozen.read(text)
    campaign = content.campaign
    everybody = {one.subject.id: one.subject for one in content.participants}
    groups = {one.id: one.short for one in campaign.groups}
    awards = {one.id: one.name for one in campaign.awards}
    year, named = campaign.end.year, campaign.short
    found: list[_Won] = []
    for place in content.places:
        if place.prize and place.subject in everybody:
            group = groups.get(place.group, place.group)
            won = PastAward(year, f"{place.prize}, {group}", note=named)
            found.append((everybody[place.subject], won))
    for (subject, award), state in content.awards.items():
        if state is State.MET and subject in everybody:
            met = PastAward(year, f"Đạt tiêu chuẩn {awards.get(award, award)}", note=named)
            found.append((everybody[subject], met))
    return tuple(found)


def _present(subjects: Mapping[SubjectId, Subject], one: Subject) -> SubjectId | None:
    """Return who somebody of a frozen result is now; None if nobody is."""
    if one.id in subjects and subjects[one.id].kind is one.kind:
        return one.id
    same = (now.id for now in subjects.values() if now.kind is one.kind and now.label == one.label)
    return next(same, None)
