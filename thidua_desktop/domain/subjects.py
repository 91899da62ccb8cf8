"""Who takes part: bodies (đơn vị, tập thể) and persons (cá nhân)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

SubjectId = NewType("SubjectId", int)


class Kind(StrEnum):
    """Body or person."""

    UNIT = "unit"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that takes part, or the office of a person."""

    id: SubjectId
    name: str
    short_name: str = ""

    @property
    def kind(self) -> Kind:
        """Say that this is a body."""
        return Kind.UNIT

    @property
    def label(self) -> str:
        """Return the name that tells it apart."""
        return self.name


@dataclass(frozen=True, slots=True)
class Person:
    """A person, told apart by name, office and date of birth."""

    id: SubjectId
    name: str
    office: str = ""
    birth_date: date | None = None
    gender: str = ""
    position: str = ""
    qualification: str = ""
    home_town: str = ""

    @property
    def kind(self) -> Kind:
        """Say that this is a person."""
        return Kind.PERSON

    @property
    def label(self) -> str:
        """Return name and office: `Nguyễn Thị Thúy (Sở Tư pháp)`."""
        return f"{self.name} ({self.office})" if self.office else self.name


Subject = Unit | Person


@dataclass(frozen=True, slots=True)
class Participant:
    """A subject in one group of one campaign."""

    subject: Subject
    group: str
