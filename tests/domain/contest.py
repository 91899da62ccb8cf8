"""A small contest for the tests: Núi Thành's rules, units made of T, O, K, L."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.confirmations import Confirmations
from thidua_desktop.domain.figures import Figure, FigureBook, Period
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.ranking import Field, GroupRanking, Ranking, Row, rank, scope_of
from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.presets import load_preset

FILES = Path(__file__).parent.parent / "files"
NUI_THANH = load_preset("nui-thanh-2023")[0]
SO_NOI_VU = load_preset("so-noi-vu-lang-son-2023")[0]
NAMES = load_catalogue().names
START = date(2023, 6, 1)
DECEMBER = Period(START, date(2023, 12, 31))
NOVEMBER = Period(START, date(2023, 11, 30))
CLOSING = date(2024, 1, 5)
NOTHING_SAID: Confirmations = {}


@dataclass(frozen=True)
class Dossiers:
    """What a unit reported: resolved T, online O, of them in time K, late L; None is no count."""

    name: str
    t: int | None
    o: int | None
    k: int | None
    late: int | None = 0
    group: str = "xa"

    def counts(self) -> Mapping[str, int | None]:
        return {
            "resolved_total": self.t,
            "online_total": self.o,
            "online_early": self.k,
            "online_on_time": None if self.k is None else 0,
            "resolved_late": self.late,
        }


def figures(
    subject: int, counts: Mapping[str, int | None], period: Period = DECEMBER
) -> list[Figure]:
    return [
        Figure(SubjectId(subject), name, period, count=count)
        for name, count in counts.items()
        if count is not None
    ]


def unit(number: int, name: str = "Xã A", group: str = "xa") -> Participant:
    return Participant(Unit(SubjectId(number), name), group)


def person(number: int, name: str, office: str, group: str = "ca-nhan") -> Participant:
    return Participant(Person(SubjectId(number), name, office), group)


def field(units: Iterable[Dossiers], confirmations: Confirmations = NOTHING_SAID) -> Field:
    members, found = [], []
    for number, one in enumerate(units, start=1):
        members.append(unit(number, one.name, one.group))
        found += figures(number, one.counts())
    return Field(members, FigureBook(found), NAMES, confirmations)


def ranked(
    units: Iterable[Dossiers],
    readings: Mapping[str, str] = {},
    campaign: Campaign = NUI_THANH,
    as_of: date = CLOSING,
) -> Ranking:
    return rank(campaign, field(units), as_of, readings)


def group_of(ranking: Ranking, group_id: str = "xa") -> GroupRanking:
    return next(one for one in ranking.groups if one.group.id == group_id)


def xa(units: Iterable[Dossiers], **readings: str) -> GroupRanking:
    keyed = {key.replace("_", "-"): value for key, value in readings.items()}
    return group_of(ranked(units, keyed))


def row(units: Iterable[Dossiers], name: str, **readings: str) -> Row:
    return next(one for one in xa(units, **readings).rows if one.participant.subject.name == name)


def places(group: GroupRanking) -> list[tuple[int, str, str | None]]:
    return [
        (one.rank, one.participant.subject.name, one.prize.name if one.prize else None)
        for one in group.rows
    ]


def score_of(dossiers: Dossiers, **readings: str) -> Fraction:
    found = row([dossiers], dossiers.name, **readings).score
    assert found is not None
    return found


def nui_thanh_units() -> list[Dossiers]:
    """Return the units of the sample tables; K is early and on time together."""
    with (FILES / "domain" / "nui-thanh-counts.csv").open(encoding="utf-8") as file:
        return [
            Dossiers(
                one["unit"],
                int(one["resolved_total"]),
                int(one["online_total"]),
                int(one["online_early"]) + int(one["online_on_time"]),
                int(one["resolved_late"]),
                one["group"],
            )
            for one in csv.DictReader(file)
        ]


def scope(
    campaign: Campaign,
    found: Iterable[Figure],
    participants: Iterable[Participant] = (),
    readings: Mapping[str, str] = {},
    confirmations: Confirmations = NOTHING_SAID,
) -> Scope:
    data = Field(tuple(participants), FigureBook(found), NAMES, confirmations)
    return scope_of(campaign, data, CLOSING, readings)


def without_conditions(campaign: Campaign = NUI_THANH) -> Campaign:
    """Return the campaign with nothing asked before a unit is ranked, and no prize conditions."""
    groups = tuple(replace(one, considered=None) for one in campaign.groups)
    prizes = tuple(replace(one, condition=None) for one in campaign.prizes)
    return replace(campaign, groups=groups, prizes=prizes)
