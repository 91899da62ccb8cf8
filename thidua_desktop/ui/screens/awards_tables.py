"""Columns of «Khen thưởng» and «Suýt đạt», and what the side panel says about their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.criteria import State
from thidua_desktop.domain.vietnamese import match_key
from thidua_desktop.services.awards import AwardStanding, AwardsView, SubjectAwards
from thidua_desktop.services.near_misses import NearMiss
from thidua_desktop.services.rankings import STATE_WORDS, WhyStep, WhyView, display_name, sources
from thidua_desktop.ui.models.cells import Cell, Heading
from thidua_desktop.ui.models.ranking_rows import state_chip
from thidua_desktop.ui.models.rows import Column, RowGroup

_MOST_WIDE_AWARDS: Final = 3
_MOST_NOTICES: Final = 2
_TOO_MANY: Final = 2
"""So many awards for one achievement are not given."""
_SHORT: Final = {State.NO_DATA: "Chưa có", State.COUNCIL: "Hội đồng"}


@dataclass(frozen=True, slots=True)
class AwardsWhy:
    """How one subject stands for every award that is for it."""

    subject: SubjectAwards

    @property
    def name(self) -> str:
        """Return whose standing it is."""
        return self.subject.participant.subject.label

    @property
    def figure(self) -> str:
        """Return how many awards are met, of how many."""
        return f"{len(self.subject.met)}/{len(self.subject.standings)}"

    @property
    def sections(self) -> tuple[tuple[AwardStanding, tuple[WhyStep, ...]], ...]:
        """Return each award with its criteria as numbered steps."""
        return tuple((held, _criteria(held)) for held in self.subject.standings)

    def as_text(self) -> str:
        """Return it as plain text, to be copied."""
        lines = [self.name]
        for held, steps in self.sections:
            lines += ["", f"{held.award.name}: {STATE_WORDS[held.state]}"]
            for step in steps:
                lines += [f"{step.number}. {step.title}: {step.value}", f"   {step.text}"]
                lines += [f"   Nguồn: {source}" for source in sources(step.figures)]
        return "\n".join(lines)


def _criteria(held: AwardStanding) -> tuple[WhyStep, ...]:
    outline = {one.id: one for one in held.judgement.outline()}.values()
    return tuple(
        WhyStep(
            number,
            one.text,
            short_word(one.state),
            f"{one.tally}, gồm:" if one.members else one.why,
            one.state,
            figures=one.figures,
        )
        for number, one in enumerate(outline, 1)
    )


def award_columns(view: AwardsView) -> tuple[Column[SubjectAwards], ...]:
    """Return the name, then one column per award."""
    wide = len(view.campaign.awards) <= _MOST_WIDE_AWARDS
    awards = [
        Column(
            Heading(_two_lines(one.name)),
            partial(_award_cell, award=one.id, wide=wide),
            partial(_award_key, award=one.id),
            width=172 if wide else 136,
        )
        for one in view.campaign.awards
    ]
    name: Column[SubjectAwards] = Column(
        Heading("Đơn vị, cá nhân"),
        lambda one: Cell(
            display_name(one.participant.subject),
            strong=bool(one.met),
            note=one.office or "",
            mark="exclamation-triangle-fill" if len(one.met) >= _TOO_MANY else "",
            tip=_name_tip(one),
            is_name=True,
        ),
        lambda one: match_key(one.participant.subject.name),
        width=150,
        stretch=True,
    )
    return (name, *awards)


def _name_tip(one: SubjectAwards) -> str:
    name = one.participant.subject.label
    if len(one.met) < _TOO_MANY:
        return name
    awards = " và ".join(award.name for award in one.met)
    return f"{name} đủ tiêu chuẩn {awards}: một thành tích chỉ khen một hình thức."


def award_groups(view: AwardsView) -> tuple[RowGroup[SubjectAwards], ...]:
    """Return who may be awarded, group by group."""
    found: dict[str, list[SubjectAwards]] = {}
    for one in view.subjects:
        if one.standings:
            found.setdefault(one.group.name, []).append(one)
    return tuple(
        RowGroup(name, tuple(rows), f"{sum(bool(one.met) for one in rows)}/{len(rows)} đạt")
        for name, rows in found.items()
    )


def award_words(view: AwardsView) -> str:
    """Return how many meet each award, and what that costs."""
    said = []
    for award in view.campaign.awards:
        counts = [one for one in view.counts if one.award.id == award.id]
        waiting = sum(one.council for one in counts)
        words = f"{award.name}: {sum(one.met for one in counts)} đạt"
        said.append(words + (f", {waiting} chờ Hội đồng" if waiting else ""))
    if view.bonus_money:
        said.append(f"tiền thưởng kèm theo {vietnamese.money(view.bonus_money)}")
    if measured := [one for one in view.goals if one.goal.ratio is not None]:
        met = sum(one.state is State.MET for one in measured)
        said.append(f"mục tiêu chung: {met}/{len(measured)} đạt")
    return "; ".join(said) + "."


def waiting_words(view: AwardsView) -> str:
    """Return how many words of the council are still to be said."""
    waiting = {
        (one.participant.subject.id, leaf.id)
        for one in view.subjects
        for held in one.standings
        for leaf in held.criteria
        if leaf.state is State.COUNCIL
    }
    if not waiting:
        return "Không còn gì chờ Hội đồng xác nhận."
    who = len({subject for subject, _ in waiting})
    return (
        f"Còn {vietnamese.count(len(waiting))} lượt xác nhận của {vietnamese.count(who)} "
        "đơn vị, cá nhân; Enter ở một dòng để xác nhận."
    )


def in_short(notices: Sequence[str]) -> str:
    """Return the first notices as one text, and how many more there are."""
    more = len(notices) - _MOST_NOTICES
    said = " ".join(notices[:_MOST_NOTICES])
    return f"{said} Và {more} lưu ý khác, có dấu ở từng dòng." if more > 0 else said


def _held(line: SubjectAwards, award: str) -> AwardStanding | None:
    return next((one for one in line.standings if one.award.id == award), None)


def _award_cell(line: SubjectAwards, *, award: str, wide: bool) -> Cell:
    held = _held(line, award)
    if held is None:
        return Cell("–", tip="Hình thức khen này không dành cho nhóm này.")
    word = STATE_WORDS[held.state]
    tip = "\n".join(f"{one.text}: {STATE_WORDS[one.state].lower()}" for one in held.criteria)
    return Cell(chip=state_chip(held.state, word if wide else short_word(held.state)), tip=tip)


def _award_key(line: SubjectAwards, *, award: str) -> int:
    held = _held(line, award)
    return len(State) if held is None else list(State).index(held.state)


def short_word(state: State) -> str:
    """Return a state for a narrow place; the sentence beside it says the rest."""
    return _SHORT.get(state, STATE_WORDS[state])


def _two_lines(words: str) -> str:
    """Break the name of an award before who gives it."""
    return words.replace(" của ", "\ncủa ", 1)


def miss_columns(*, tight: bool, alike: bool = False) -> tuple[Column[NearMiss], ...]:
    """Return who, which criterion, what was reached, what was needed, what is lacking.

    `tight` has no column for what it was missed for: unless that is `alike` for all, it stands
    beside the short name of the criterion.
    """

    def text(of: Callable[[NearMiss], str]) -> Callable[[NearMiss], Cell]:
        return lambda miss: Cell(of(miss), tip=miss.text)

    name: Column[NearMiss] = Column(
        Heading("Đơn vị, cá nhân"),
        lambda one: Cell(one.name, strong=bool(one.last_one_for), tip=one.text, is_name=True),
        lambda one: match_key(one.name),
        width=180 if tight else 220,
        stretch=tight,
    )
    what = Column(
        Heading("Tiêu chuẩn"),
        partial(_criterion_cell, alike=alike) if tight else text(lambda one: one.title),
        width=130 if tight else 200,
        stretch=True,
    )
    purpose = Column(Heading("Để được"), text(_purpose), width=120, stretch=True)
    lacking = Column(
        Heading("Còn thiếu", right=True),
        text(_gap),
        lambda one: one.closeness,
        right=True,
        width=142,
    )
    figures = (
        Column(Heading("Đạt được", right=True), text(lambda one: one.value), right=True, width=82),
        Column(Heading("Cần"), text(lambda one: one.threshold), width=78),
    )
    return (name, what, *(() if tight else (purpose,)), *figures, lacking)


def _criterion_cell(miss: NearMiss, *, alike: bool) -> Cell:
    note = "" if alike or not miss.short else _purpose(miss)
    return Cell(miss.short or miss.title, note=note, tip=miss.text)


def _gap(miss: NearMiss) -> str:
    return miss.gap_text.replace("điểm phần trăm", "điểm %")


def _purpose(miss: NearMiss) -> str:
    words = ", ".join(miss.missed)
    return words[:1].upper() + words[1:]


def miss_why(miss: NearMiss) -> WhyView:
    """Say what one subject missed, and what would have done."""
    last = ", ".join(miss.last_one_for)
    alone = (
        f"Chỉ còn thiếu tiêu chuẩn này để được {last}." if last else "Còn thiếu cả tiêu chuẩn khác."
    )
    needs = f"{miss.value}, cần {miss.threshold}"
    steps = (
        WhyStep(1, miss.title, STATE_WORDS[State.NOT_MET], needs, State.NOT_MET),
        WhyStep(2, miss.gap_text[:1].upper() + miss.gap_text[1:], "", alone),
    )
    would_do = miss.text.partition(f"{miss.gap_text}. ")[2]
    name = miss.participant.subject.label
    return WhyView(
        name, miss.value, f"cần {miss.threshold}", steps, "Để đạt", "", "", (), None, "", would_do
    )
