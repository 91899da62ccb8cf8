"""What the page «Đơn vị» shows: who takes part, how each is written, what figures there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.subjects import Kind, Person, Subject, SubjectId, Unit
from thidua_desktop.services.loading import campaign_in, measures_of
from thidua_desktop.services.past_awards import PastAward, histories
from thidua_desktop.services.ranking_views import group_title
from thidua_desktop.store.workspace import Session

NO_GROUP: Final = ""
"""The group of a body that only is somebody's office, and takes no part itself."""
NO_GROUP_TITLE: Final = "Nơi công tác"


class Member(StrEnum):
    """What is known of a unit or a person, one form field each."""

    NAME = "name"
    SHORT_NAME = "short_name"
    GROUP = "group"
    OFFICE = "office"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    POSITION = "position"
    QUALIFICATION = "qualification"
    HOME_TOWN = "home_town"
    ALIAS = "alias"


UNIT_FIELDS: Final = (Member.NAME, Member.SHORT_NAME, Member.GROUP)
PERSON_FIELDS: Final = (
    Member.NAME,
    Member.BIRTH_DATE,
    Member.GENDER,
    Member.POSITION,
    Member.OFFICE,
    Member.QUALIFICATION,
    Member.HOME_TOWN,
    Member.GROUP,
)
FIELD_WORDS: Final[Mapping[Member, str]] = {
    Member.NAME: "tên",
    Member.SHORT_NAME: "tên ngắn",
    Member.GROUP: "nhóm",
    Member.OFFICE: "đơn vị công tác",
    Member.BIRTH_DATE: "ngày sinh",
    Member.GENDER: "giới tính",
    Member.POSITION: "chức vụ",
    Member.QUALIFICATION: "trình độ",
    Member.HOME_TOWN: "quê quán",
    Member.ALIAS: "cách viết khác",
}
GENDERS: Final = ("", "Nam", "Nữ")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One unit or person of a campaign, or a body that only is an office (`NO_GROUP`)."""

    subject: Subject
    group: str
    group_title: str
    aliases: tuple[str, ...]
    figures: int
    """How many figures the campaign reads it has, over all periods."""
    history: tuple[PastAward, ...] = ()
    """What it was commended for before, the latest first."""

    @property
    def id(self) -> SubjectId:
        """Return the subject's id."""
        return self.subject.id

    @property
    def takes_part(self) -> bool:
        """Say whether it is in a group of the campaign."""
        return self.group != NO_GROUP

    def text(self, field: Member) -> str:
        """Return what a form field says."""
        if field is Member.GROUP:
            return self.group
        return subject_text(self.subject, field)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """A group as a filter: its title, and how many are in it."""

    id: str
    title: str
    name: str
    kind: Kind
    count: int


@dataclass(frozen=True, slots=True)
class MembersView:
    """Everybody of one campaign, in the order they were added."""

    campaign: str
    units: tuple[MemberRow, ...]
    people: tuple[MemberRow, ...]
    groups: tuple[GroupCount, ...]
    offices: tuple[str, ...]
    """The names of all bodies, for the field of a person's office."""

    def rows(self, kind: Kind) -> tuple[MemberRow, ...]:
        """Return the units or the people."""
        return self.units if kind is Kind.UNIT else self.people

    def groups_of(self, kind: Kind) -> tuple[GroupCount, ...]:
        """Return the groups units or people may be in; offices last."""
        return tuple(one for one in self.groups if one.kind is kind)


def subject_text(subject: Subject, field: Member) -> str:
    """Return one fact of a subject as text; empty where it is unknown or does not apply."""
    if field is Member.NAME:
        return subject.name
    if isinstance(subject, Unit):
        return subject.short_name if field is Member.SHORT_NAME else ""
    if field is Member.BIRTH_DATE:
        return vietnamese.day(subject.birth_date) if subject.birth_date else ""
    facts: Mapping[Member, str] = {
        Member.OFFICE: subject.office,
        Member.GENDER: subject.gender,
        Member.POSITION: subject.position,
        Member.QUALIFICATION: subject.qualification,
        Member.HOME_TOWN: subject.home_town,
    }
    return facts.get(field, "")


def members_view(session: Session, key: str) -> MembersView:
    """Read who takes part in a campaign, and the offices of its people."""
    campaign = campaign_in(session, key)
    in_group = {one.subject.id: one for one in session.participants.of(key)}
    counts = session.subjects.figure_counts(measures_of(campaign))
    spellings = _spellings(session)
    history = histories(session, key)
    every_unit = session.subjects.units()
    working = {one.subject.office for one in in_group.values() if isinstance(one.subject, Person)}

    def row(subject: Subject, group: str) -> MemberRow:
        title = group_title(campaign, group, short=True) if group else NO_GROUP_TITLE
        aliases = tuple(spellings.get(subject.id, ()))
        past = history.get(subject.id, ())
        return MemberRow(subject, group, title, aliases, counts.get(subject.id, 0), past)

    taking = [row(one.subject, one.group) for one in in_group.values()]
    offices = [
        row(one, NO_GROUP) for one in every_unit if one.id not in in_group and one.name in working
    ]
    units = tuple([one for one in taking if isinstance(one.subject, Unit)] + offices)
    people = tuple(one for one in taking if isinstance(one.subject, Person))
    groups = _groups(campaign, (*units, *people))
    return MembersView(campaign.short, units, people, groups, tuple(u.name for u in every_unit))


def _spellings(session: Session) -> dict[SubjectId, list[str]]:
    found: dict[SubjectId, list[str]] = {}
    for key, subject in session.subjects.aliases().items():
        found.setdefault(subject, []).append(key)
    return found


def _groups(campaign: Campaign, rows: Sequence[MemberRow]) -> tuple[GroupCount, ...]:
    counts: dict[str, int] = {}
    for one in rows:
        counts[one.group] = counts.get(one.group, 0) + 1
    groups = [
        GroupCount(
            one.id,
            group_title(campaign, one.id, short=True),
            one.name,
            one.kind,
            counts.get(one.id, 0),
        )
        for one in campaign.groups
    ]
    if counts.get(NO_GROUP):
        groups.append(
            GroupCount(NO_GROUP, NO_GROUP_TITLE, NO_GROUP_TITLE, Kind.UNIT, counts[NO_GROUP])
        )
    return tuple(groups)
