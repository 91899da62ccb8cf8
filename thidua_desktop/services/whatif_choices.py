"""What a what-if scenario may change, what is kept of one, and all that a page about it shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.domain.whatif import Scenario
from thidua_desktop.services.provenance import value_text
from thidua_desktop.services.whatif_views import WhatIfView


class LimitKind(StrEnum):
    """What is to be reached: a target of an indicator, a threshold of a criterion."""

    TARGET = "target"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Limit:
    """A target or a threshold with its value as it stands; a target of one group or of all."""

    kind: LimitKind
    id: str
    name: str
    value: str
    is_rate: bool
    group: str = ""
    group_name: str = ""

    @property
    def text(self) -> str:
        """Return it for a list to choose from: `Mức giao «…», Xã, thị trấn: 65%`."""
        word = "Mức giao" if self.kind is LimitKind.TARGET else "Ngưỡng"
        group = f", {self.group_name}" if self.group_name else ""
        return f"{word} «{self.name}»{group}: {self.value}"


@dataclass(frozen=True, slots=True)
class ChangeableView:
    """Something a scenario may change: its id, its name and its value as it stands."""

    id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class MeasureChoice:
    """A measure whose figures can be tried otherwise."""

    id: str
    name: str
    noun: str


@dataclass(frozen=True, slots=True)
class WhatIfChoices:
    """What a scenario of this campaign may change, with the values as they stand."""

    targets: tuple[ChangeableView, ...] = ()
    thresholds: tuple[ChangeableView, ...] = ()
    droppable: tuple[ChangeableView, ...] = ()
    limits: tuple[Limit, ...] = ()
    """Targets and thresholds, each group's own target apart."""
    participants: tuple[Participant, ...] = ()
    measures: tuple[MeasureChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """A scenario kept by name; `names` are those its ids had then."""

    name: str
    scenario: Scenario
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a scenario still fits the file, and one sentence for each thing that does not."""

    scenario: Scenario
    gone: tuple[str, ...] = ()


class InUse(Mapping[tuple[SubjectId, str], str]):
    """The figures in use as the grid shows them, by whose and which; written when asked for."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._figures = {(one.subject, one.measure): one for one in figures}

    def __getitem__(self, key: tuple[SubjectId, str]) -> str:
        return value_text(self._figures[key])

    def __iter__(self) -> Iterator[tuple[SubjectId, str]]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a page about a scenario shows, read in one go."""

    choices: WhatIfChoices
    view: WhatIfView
    scenario: Scenario
    """The scenario shown, without what no longer fits."""
    gone: tuple[str, ...]
    saved: tuple[SavedScenario, ...]
    current: Mapping[tuple[SubjectId, str], str]
    """The figures in use, as the grid shows them."""
    names: Mapping[str, str]
    """The names of what the scenario speaks of, by id, for when it is gone."""
