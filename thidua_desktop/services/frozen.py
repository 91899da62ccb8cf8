"""What a snapshot holds: canonical JSON of a campaign, the figures used, ranking and awards.

The short code is computed from the data and the rules alone: who froze them, when, and where a
figure came from do not change it.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.confirmations import Confirmation, Confirmations
from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, Ranking
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.snapshots import Place, short_code, worth_keeping
from thidua_desktop.domain.subjects import Kind, Participant, Person, Subject, SubjectId, Unit
from thidua_desktop.domain.usage import Traced, trace
from thidua_desktop.services.council import council_criteria
from thidua_desktop.services.decisions import ReadingStanding
from thidua_desktop.services.jsonout import decisions_json, ranking_json
from thidua_desktop.services.loading import Loaded, catalogue, parsed
from thidua_desktop.services.rankings import score_text

FORMAT: Final = 1
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What was frozen, as values again; `source` is the very text."""

    source: str
    key: str
    toml: str
    as_of: date
    readings: Readings
    decided: Readings
    decisions: tuple[Json, ...]
    participants: tuple[Participant, ...]
    confirmed: Confirmations
    used: tuple[Figure, ...]
    others: tuple[Figure, ...]
    places: tuple[Place, ...]
    awards: Mapping[tuple[SubjectId, str], State]
    ranking: Json

    @property
    def campaign(self) -> Campaign:
        """Return the campaign as it was."""
        return parsed(self.toml, self.key)

    @property
    def code(self) -> str:
        """Return the short code of the data and the rules."""
        return short_code(int(sha256(_essence(self).encode()).hexdigest(), 16))

    def loaded(self) -> Loaded:
        """Return what a ranking of the frozen state is made from, and nothing newer."""
        figures = (*self.used, *self.others)
        book = self.campaign.book(figures)
        data = Field(self.participants, book, catalogue().names, self.confirmed)
        return Loaded(self.key, self.campaign, self.decided, data, figures)


def compose(
    loaded: Loaded, toml: str, as_of: date, standings: Sequence[ReadingStanding]
) -> Content:
    """Freeze one campaign as it stands on `as_of`."""
    traced = trace(loaded.campaign, loaded.data, loaded.figures, as_of, loaded.decided)
    return composed(loaded, toml, traced, standings)


def composed(
    loaded: Loaded, toml: str, traced: Traced, standings: Sequence[ReadingStanding]
) -> Content:
    """Freeze a ranking that has been traced."""
    ranking = traced.ranking
    seen = (*traced.used, *traced.shown)
    in_time = [one for one in loaded.figures if _known_by(one, ranking.as_of)]
    document = {
        "format": FORMAT,
        "campaign": {"key": loaded.key, "toml": toml},
        "as_of": ranking.as_of.isoformat(),
        "readings": dict(ranking.readings),
        "decided": dict(loaded.decided),
        "decisions": decisions_json(standings),
        "participants": [_participant_json(one) for one in loaded.data.participants],
        "confirmed": sorted(_confirmed_json(*one) for one in traced.confirmed.items()),
        "used": _figures_json(traced.used),
        "others": _figures_json((*traced.shown, *worth_keeping(in_time, seen))),
        "awards": sorted([who, what, one.value] for (who, what), one in traced.awards.items()),
        "places": [_place_json(one) for one in places_of(ranking)],
        "ranking": ranking_json(ranking),
    }
    return read(canonical(document))


def canonical(value: object) -> str:
    """Return JSON in the one way there is to write it: keys sorted, no spaces, letters as such."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Content:
    """Return frozen JSON as values."""
    found = json.loads(text)
    return Content(
        text,
        found["campaign"]["key"],
        found["campaign"]["toml"],
        date.fromisoformat(found["as_of"]),
        found["readings"],
        found["decided"],
        tuple(found["decisions"]),
        tuple(_participant(one) for one in found["participants"]),
        dict(_confirmed(*one) for one in found["confirmed"]),
        tuple(figure_of(one) for one in found["used"]),
        tuple(figure_of(one) for one in found["others"]),
        tuple(Place(**one) for one in found["places"]),
        {(SubjectId(who), what): State(one) for who, what, one in found["awards"]},
        found["ranking"],
    )


def places_of(ranking: Ranking) -> tuple[Place, ...]:
    """Return where everybody stands, group by group, those not ranked last."""
    found = []
    for group in ranking.groups:
        for row in group.rows:
            subject = row.participant.subject
            prize, amount = (row.prize.name, row.prize.amount) if row.prize else (None, 0)
            shown = score_text(row)
            found.append(
                Place(subject.id, subject.label, group.group.id, row.rank, shown, prize, amount)
            )
        for one in group.not_ranked:
            subject = one.participant.subject
            found.append(Place(subject.id, subject.label, group.group.id, None, why=one.why))
    return tuple(found)


# --- figures ---


def figure_json(figure: Figure) -> Json:
    """Return a figure with where it came from."""
    source, period = figure.source, figure.period
    return {
        "subject": figure.subject,
        "measure": figure.measure,
        "from": period.start.isoformat() if period and period.start else None,
        "to": period.end.isoformat() if period else None,
        **value_json(figure),
        "by_hand": figure.by_hand,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "at": source.at.isoformat() if source.at else None,
        "by": source.by,
        "import": source.import_id,
    }


def value_json(figure: Figure) -> Json:
    """Return the one value a figure has."""
    if figure.count is not None:
        return {"count": figure.count}
    if figure.percent is not None:
        return {"percent": format(figure.percent.normalize(), "f")}
    return {"missing": figure.missing}


def figure_of(found: Json) -> Figure:
    """Return a figure from its JSON."""
    end, start, at = found["to"], found["from"], found["at"]
    percent = found.get("percent")
    return Figure(
        SubjectId(found["subject"]),
        found["measure"],
        Period(date.fromisoformat(start) if start else None, date.fromisoformat(end))
        if end
        else None,
        found.get("count"),
        None if percent is None else Decimal(percent),
        found.get("missing"),
        found["by_hand"],
        Source(
            found["file"],
            found["sheet"],
            found["cell"],
            datetime.fromisoformat(at) if at else None,
            found["by"],
            found["import"],
        ),
    )


def _figures_json(figures: Iterable[Figure]) -> list[Json]:
    return sorted((figure_json(one) for one in figures), key=canonical)


def _known_by(figure: Figure, as_of: date) -> bool:
    return figure.period is None or figure.period.end <= as_of


# --- who ---


def _participant_json(participant: Participant) -> Json:
    subject = participant.subject
    common = {"id": subject.id, "name": subject.name, "group": participant.group}
    if isinstance(subject, Unit):
        return {**common, "kind": subject.kind.value, "short": subject.short_name}
    birth = subject.birth_date.isoformat() if subject.birth_date else None
    return {**common, "kind": subject.kind.value, "office": subject.office, "birth": birth}


def _participant(found: Json) -> Participant:
    number, name = SubjectId(found["id"]), found["name"]
    subject: Subject
    if found["kind"] == Kind.UNIT.value:
        subject = Unit(number, name, found["short"])
    else:
        birth = found["birth"]
        born = date.fromisoformat(birth) if birth else None
        subject = Person(number, name, office=found["office"], birth_date=born)
    return Participant(subject, found["group"])


def _confirmed_json(key: tuple[int, str], one: Confirmation) -> list[Any]:
    on = one.on.isoformat() if one.on else ""
    return [*key, one.met, one.evidence, one.who, on, one.words]


def _confirmed(who: int, what: str, met: bool, *said: str) -> tuple[tuple[int, str], Confirmation]:
    """Return what the council confirmed; older snapshots kept less of what it said."""
    evidence, by, on, words = (*said, "", "", "", "")[:4]
    day = date.fromisoformat(on) if on else None
    return (who, what), Confirmation(met, evidence, by, day, words)


def _place_json(place: Place) -> Json:
    return {name: getattr(place, name) for name in Place.__slots__}


# --- the code ---


def _essence(content: Content) -> str:
    """Return the data and the rules, and nothing of where they came from."""
    rules = tomllib.loads(content.toml, parse_float=str)
    texts = {one.id: one.text for one in council_criteria(content.campaign)}
    counted = {one.key for one in content.campaign.ranking_readings}
    figures = [
        [
            one.subject,
            one.measure,
            figure_json(one)["from"],
            figure_json(one)["to"],
            value_json(one),
        ]
        for one in content.used
    ]
    return canonical(
        {
            "rules": _plain(rules),
            "readings": {key: one for key, one in content.readings.items() if key in counted},
            "participants": sorted(
                (_participant_json(one) for one in content.participants), key=canonical
            ),
            "confirmed": sorted(
                [*key, one.met, *_quoted(one, texts.get(key[1], ""))]
                for key, one in content.confirmed.items()
            ),
            "figures": sorted(figures, key=canonical),
        }
    )


def _quoted(said: Confirmation, text: str) -> Iterable[str]:
    """Yield the words that were confirmed where they are others than the rules'."""
    if old := said.old_words(text):
        yield old


def _plain(value: object) -> object:
    """Return a TOML value as JSON has it: dates as text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
