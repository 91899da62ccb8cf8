"""Rankings, awards and import plans as JSON values: keys in English, exact numbers as strings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.criteria import Judgement
from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.ranking import GroupRanking, NotRanked, Ranking, Row
from thidua_desktop.domain.subjects import Participant, Person
from thidua_desktop.errors import RefusedFileError, UnreadableKindError
from thidua_desktop.importing.plan import ChangeKind, ImportPlan, PlannedFigure
from thidua_desktop.services.awards import AwardsView
from thidua_desktop.services.decisions import ReadingStanding
from thidua_desktop.services.wording import describe, sentence

Json = dict[str, Any]


def ranking_json(ranking: Ranking) -> Json:
    """Return a ranking as `thidua rank --json` prints it."""
    return {
        "campaign": ranking.campaign.id,
        "as_of": ranking.as_of.isoformat(),
        "period": ranking.period,
        "readings": {
            one.key: ranking.readings[one.key] for one in ranking.campaign.ranking_readings
        },
        "groups": [_group(group) for group in ranking.groups],
    }


def decisions_json(standings: Sequence[ReadingStanding]) -> list[Json]:
    """Return how each reading was decided: `decision` is null where the default holds."""
    return [
        {
            "reading": one.key,
            "value": one.value,
            "text": one.text,
            "decision": {
                "number": one.decision.number,
                "date": one.decision.at.date().isoformat(),
                "who": one.decision.who,
                "why": one.decision.why,
            }
            if one.decision
            else None,
        }
        for one in standings
    ]


def _group(group: GroupRanking) -> Json:
    names = _names(
        [row.participant for row in group.rows] + [one.participant for one in group.not_ranked]
    )
    return {
        "id": group.group.id,
        "name": group.group.name,
        "rows": [_row(row, names) for row in group.rows],
        "undecided": [
            {
                "prizes": [prize.name for prize in one.prizes],
                "units": [names[who] for who in one.rows],
            }
            for one in group.undecided
        ],
        "not_ranked": [_not_ranked(one, names) for one in group.not_ranked],
    }


def _names(participants: Sequence[Participant]) -> Mapping[Participant, str]:
    """Name each subject; who shares a name with another also gets the office."""
    seen = Counter(one.subject.name for one in participants)
    return {
        one: one.subject.name if seen[one.subject.name] == 1 else one.subject.label
        for one in participants
    }


def _row(row: Row, names: Mapping[Participant, str]) -> Json:
    exact = f"{row.score.numerator}/{row.score.denominator}" if row.score is not None else None
    return {
        "rank": row.rank,
        "unit": names[row.participant],
        "score": None if row.score is None else vietnamese.decimal(row.score),
        "score_exact": exact,
        "prize": row.prize.name if row.prize else None,
        "amount": row.prize.amount if row.prize else 0,
        "tie": row.tie,
        "steps": [{"why": f"{line.name}: {line.why}", "value": line.value} for line in row.lines]
        + [
            {"why": f"{one.name}: {one.why}", "value": vietnamese.percent(one.ratio)}
            for one in row.attainments
        ],
        "criteria": [_criterion(one) for one in row.criteria],
    }


def _not_ranked(one: NotRanked, names: Mapping[Participant, str]) -> Json:
    return {
        "unit": names[one.participant],
        "state": one.state.value,
        "why": one.why,
        "criteria": [_criterion(leaf) for leaf in one.criteria],
    }


def awards_json(view: AwardsView) -> Json:
    """Return who meets what as `thidua awards --json` prints it, in the register's order."""
    ranking = view.ranking
    return {
        "campaign": view.campaign.id,
        "as_of": view.as_of.isoformat(),
        "readings": {one.key: ranking.readings[one.key] for one in view.campaign.ranking_readings},
        "subjects": [
            {
                "subject": one.participant.subject.name,
                "kind": one.participant.subject.kind.value,
                "office": one.office,
                "group": one.group.name,
                "awards": [
                    {
                        "award": held.award.id,
                        "state": held.state.value,
                        "criteria": [_award_criterion(leaf) for leaf in held.criteria],
                    }
                    for held in one.standings
                ],
            }
            for one in view.subjects
        ],
    }


def _award_criterion(leaf: Judgement) -> Json:
    return {
        "text": leaf.text,
        "state": leaf.state.value,
        "value": leaf.value,
        "threshold": leaf.threshold,
        **_old_words(leaf),
    }


def _old_words(leaf: Judgement) -> Json:
    """Return what the council confirmed, where the criterion reads otherwise now."""
    return {"confirmed_words": leaf.old_words} if leaf.old_words else {}


def _criterion(judgement: Judgement) -> Json:
    return {
        "text": judgement.text,
        "state": judgement.state.value,
        "value": judgement.value,
        "threshold": judgement.threshold,
        "period": judgement.period.month if judgement.period else None,
        **_old_words(judgement),
    }


def plan_json(plan: ImportPlan) -> Json:
    """Return an import plan as `thidua import --json` prints it.

    `period` is what the table states, an end without a start where it states no more;
    `filed_under` is the span its figures are stored under.
    """
    return {
        "file": plan.file,
        "outcome": "imported",
        "sheet": plan.sheet if plan.names_sheets else None,
        "period": _span(plan.stated),
        "filed_under": _span(plan.period),
        "columns": {
            key: {"column": letter, "line": plan.lines[key]} if key in plan.lines else letter
            for key, letter in plan.columns.items()
        },
        "rows": [
            {
                "row": row.row,
                "unit": row.subject.name,
                "as_typed": row.as_typed,
                "group": row.group or None,
                **({"office": row.subject.office} if isinstance(row.subject, Person) else {}),
                "values": {one.measure: _value(one) for one in row.figures if one.missing is None},
                "missing": {
                    one.measure: _not_there(one) for one in row.figures if one.missing is not None
                },
            }
            for row in plan.rows
        ],
        "excluded": [
            {
                "row": one.row,
                "as_typed": one.as_typed,
                "unit": one.subject.name if one.subject else None,
                "because": [code.value for code in one.because],
            }
            for one in plan.excluded
        ],
        "skipped": [{"row": one.row, "why": one.why} for one in plan.skipped],
        "findings": [
            {
                "code": one.code.value,
                "severity": one.severity.value,
                "sheet": one.place.sheet or None,
                "cell": one.place.cell or None,
                "message": sentence(one),
            }
            for one in plan.findings
        ],
        "new": plan.count(ChangeKind.NEW),
        "changed": plan.count(ChangeKind.CHANGED),
        "same": plan.count(ChangeKind.SAME),
    }


def _span(period: Period | None) -> Json | None:
    if period is None:
        return None
    start = period.start.isoformat() if period.start else None
    return {"from": start, "to": period.end.isoformat()}


def _value(figure: PlannedFigure) -> int | str | None:
    return str(figure.percent) if figure.percent is not None else figure.count


def _not_there(figure: PlannedFigure) -> str:
    """Return the cell of a missing figure and what stands in it."""
    return f"{figure.cell}: «{figure.missing}»" if figure.missing else f"{figure.cell}: để trống"


def refusal_json(error: RefusedFileError | UnreadableKindError) -> Json:
    """Return a refused file as `thidua import --json` prints it."""
    code = error.code if isinstance(error, RefusedFileError) else error.kind
    return {"file": error.file, "outcome": "refused", "code": code, "message": str(describe(error))}
