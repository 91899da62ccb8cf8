"""Readings (cách hiểu quy định): where a plan is ambiguous, the ways the council may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

Readings = Mapping[str, str]
"""The reading in force, by key: `{"order": "document-order"}`."""


@dataclass(frozen=True, slots=True)
class ReadingOption:
    """One way to read the rule."""

    value: str
    text: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An ambiguous rule and the ways to read it; the first is the default."""

    key: str
    name: str
    question: str
    options: tuple[ReadingOption, ...]

    @property
    def default(self) -> str:
        """Return the value that holds until the council decides."""
        return self.options[0].value

    def option(self, value: str) -> ReadingOption:
        """Return the option called `value`; KeyError if there is none."""
        for option in self.options:
            if option.value == value:
                return option
        raise KeyError(value)


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """A value of a rule that depends on a reading."""

    reading: str
    values: Mapping[str, Value]


def chosen(value: Value | Choice[Value], readings: Readings) -> Value:
    """Return the value of a rule under `readings`."""
    if isinstance(value, Choice):
        return value.values[readings[value.reading]]
    return value
