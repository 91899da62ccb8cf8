"""«Vì sao?»: why one subject stands where it stands, step by step."""

from fractions import Fraction

from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.criteria import Judgement, State
from thidua_desktop.domain.ranking import (
    NotRanked,
    Ranking,
    Row,
)
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.services.ranking_tables import (
    score_text,
)
from thidua_desktop.services.ranking_views import (
    STATE_WORDS,
    WhyStep,
    WhyView,
    prize_view,
)


def explain(ranking: Ranking, participant: Participant) -> WhyView:
    """Explain why a subject stands where it stands, or why it does not stand anywhere."""
    for group in ranking.groups:
        for row in group.rows:
            if row.participant == participant:
                return _why_ranked(ranking.campaign, row)
        for one in group.not_ranked:
            if one.participant == participant:
                return _why_not(one)
    raise KeyError(participant)


def _why_ranked(campaign: Campaign, row: Row) -> WhyView:
    steps: list[WhyStep] = []
    for leaf in row.considered.leaves() if row.considered else ():
        steps.append(_judged_step(len(steps) + 1, "Điều kiện xét", leaf))
    for line in row.lines:
        negative = line.effect is scoring.Effect.SUBTRACT and bool(line.amount)
        steps.append(
            WhyStep(len(steps) + 1, line.name, line.value, line.why, None, negative, line.figures)
        )
    for judged in row.judged:
        steps += [
            _judged_step(len(steps) + place, leaf.text, leaf)
            for place, leaf in enumerate(judged.leaves(), 1)
        ]
    after = [
        _judged_step(len(steps) + 1 + place, f"Điều kiện {_prize_name(campaign, prize)}", leaf)
        for place, (prize, leaf) in enumerate(
            (prize, leaf) for prize, found in row.conditions.items() for leaf in found.leaves()
        )
    ]
    points = row.score is not None
    prize = prize_view(campaign, row.prize)
    return WhyView(
        row.participant.subject.label,
        score_text(row),
        f"{'điểm' if points else f'{_counted_word(row)} đạt'} · hạng {row.rank}",
        tuple(steps),
        "Điểm xếp hạng" if points else f"Số {_counted_word(row)} đạt",
        score_text(row),
        scoring.formula(row.lines) if points else _mean_words(row),
        tuple(after),
        prize,
        campaign.prize_note,
        row.tie_note,
    )


def _prize_name(campaign: Campaign, prize_id: str) -> str:
    return next(one.name for one in campaign.prizes if one.id == prize_id).lower()


def _counted_word(row: Row) -> str:
    return "chỉ tiêu" if row.attainments else "tiêu chuẩn"


def _mean_words(row: Row) -> str:
    ratios = [one.ratio for one in row.attainments]
    if not ratios:
        return "số tiêu chuẩn đạt trên số tiêu chuẩn được xét"
    mean = sum(ratios, Fraction(0)) / len(ratios)
    return f"mức đạt trung bình {vietnamese.percent(mean)} so với chỉ tiêu"


def _judged_step(number: int, title: str, leaf: Judgement) -> WhyStep:
    text = leaf.why or leaf.text
    return WhyStep(number, title, STATE_WORDS[leaf.state], text, leaf.state, False, leaf.figures)


def _why_not(one: NotRanked) -> WhyView:
    waits = one.state in (State.NO_DATA, State.COUNCIL)
    place = "chưa xếp hạng" if waits else "không xếp hạng"
    steps = tuple(
        _judged_step(number, leaf.text, leaf) for number, leaf in enumerate(one.criteria, 1)
    )
    return WhyView(
        one.participant.subject.label,
        "–",
        place,
        steps,
        place.capitalize(),
        "",
        "",
        (),
        None,
        "",
        one.why,
    )
