"""Use cases on awards: who meets what, what it costs, and what the council should know."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.campaigns import Award, Campaign, Group
from thidua_desktop.domain.goals import GoalStanding, goal_standing
from thidua_desktop.domain.judgements import Judgement, State
from thidua_desktop.domain.law import Regime
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.ranking import Ranking, scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Kind, Participant, Person
from thidua_desktop.importing.legal import load_law
from thidua_desktop.services.council import outdated_answers
from thidua_desktop.services.legal import legal_in
from thidua_desktop.services.loading import Loaded, load
from thidua_desktop.services.rankings import STATE_WORDS, ranking_of
from thidua_desktop.store.workspace import Workspace

KIND_WORDS: Final[Mapping[Kind, str]] = {Kind.UNIT: "tập thể", Kind.PERSON: "cá nhân"}


@dataclass(frozen=True, slots=True)
class AwardStanding:
    """How one subject stands for one award, with every single criterion."""

    award: Award
    judgement: Judgement

    @property
    def state(self) -> State:
        """Return how it stands."""
        return self.judgement.state

    @property
    def criteria(self) -> tuple[Judgement, ...]:
        """Return the single criteria, each once."""
        return tuple({one.id: one for one in self.judgement.leaves()}.values())


@dataclass(frozen=True, slots=True)
class SubjectAwards:
    """One subject and how it stands for every award that is for it."""

    participant: Participant
    group: Group
    standings: tuple[AwardStanding, ...]

    @property
    def office(self) -> str | None:
        """Return where a person works; a body has no office."""
        subject = self.participant.subject
        return subject.office if isinstance(subject, Person) else None

    @property
    def met(self) -> tuple[Award, ...]:
        """Return the awards whose criteria it meets."""
        return tuple(one.award for one in self.standings if one.state is State.MET)


@dataclass(frozen=True, slots=True)
class AwardCount:
    """How many collectives or persons meet an award, how many there may be, and the money.

    `each` is what one of them gets in đồng, by the plan or by law; None where neither says.
    """

    award: Award
    kind: Kind
    met: int
    council: int
    quota: int | None
    each: int | None
    why: str
    """How the money came about: `0,3 × 2.340.000 = 702.000, làm tròn lên 710.000 đồng`."""

    @property
    def total(self) -> int:
        """Return the money for all who meet it, in đồng."""
        return self.met * (self.each or 0)

    @property
    def text(self) -> str:
        """Return it in words: `Bằng khen …, cá nhân: 3 đạt, 2 chờ Hội đồng, chỉ tiêu 5`."""
        said = f"{self.award.name}, {KIND_WORDS[self.kind]}: {self.met} đạt"
        said += f", {self.council} chờ Hội đồng" if self.council else ""
        said += f", chỉ tiêu {self.quota}" if self.quota is not None else ""
        if self.each is None:
            return said
        total = vietnamese.money(self.total)
        return f"{said}; {total}, mỗi {KIND_WORDS[self.kind]} {self.why}"


@dataclass(frozen=True, slots=True)
class AwardsView:
    """Who meets what, in the register's order, with what the council should know.

    Money and forms are those of the law on `decided_on`, `regime`; None before any known.
    """

    campaign: Campaign
    as_of: date
    decided_on: date
    regime: Regime | None
    ranking: Ranking
    subjects: tuple[SubjectAwards, ...]
    counts: tuple[AwardCount, ...]
    notices: tuple[str, ...]
    goals: tuple[GoalStanding, ...]

    @property
    def bonus_money(self) -> int:
        """Return what the awards met cost together, prizes apart, in đồng."""
        return sum(one.total for one in self.counts)


def law_on(day: date) -> Regime | None:
    """Return the legal bases, report form and rates for a decision of `day`."""
    return load_law().regime_on(day)


class AwardService:
    """Awards of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(
        self,
        key: str,
        as_of: date,
        readings: Readings | None = None,
        decided_on: date | None = None,
    ) -> AwardsView:
        """Return who meets which award on the figures known by `as_of`.

        `readings` hold for this call; UnknownChoiceError for one the campaign does not have.
        Money is that of a decision of `decided_on`; unless given, of the day and the regime
        kept in the file, else of `as_of`.
        """
        loaded = load(self._workspace, key)
        ranking = ranking_of(loaded, as_of, dict(readings or {}))
        if decided_on is not None:
            return awards_of(loaded, ranking, decided_on)
        return self.by_ranking(loaded, ranking)

    def by_ranking(self, loaded: Loaded, ranking: Ranking) -> AwardsView:
        """Return the same for a ranking made already."""
        with self._workspace.read() as session:
            legal = legal_in(session, loaded.key, ranking.as_of)
        return awards_of(loaded, ranking, legal.day, legal.regime)


@uncollected()
def awards_of(
    loaded: Loaded, ranking: Ranking, decided_on: date, kept: Regime | None = None
) -> AwardsView:
    """Return how everybody stands for every award under the ranking's day and readings.

    The law is that of `decided_on`, unless another regime is `kept` to.
    """
    regime = kept or law_on(decided_on)
    campaign = loaded.campaign
    scope = scope_of(campaign, loaded.data, ranking.as_of, ranking.readings)
    subjects = []
    for participant in loaded.data.participants:
        group = campaign.group(participant.group)
        found = (
            (award, standing(award, group, participant, scope, ranking))
            for award in campaign.awards
        )
        held = tuple(AwardStanding(award, judged) for award, judged in found if judged)
        subjects.append(SubjectAwards(participant, group, held))
    counts = tuple(_counts(campaign, subjects, decided_on, regime))
    return AwardsView(
        campaign,
        ranking.as_of,
        decided_on,
        regime,
        ranking,
        tuple(subjects),
        counts,
        (
            *_asked_otherwise(loaded),
            *_twice(subjects, regime),
            *_over_quota(counts),
            *_other_forms(campaign, regime),
        ),
        tuple(goal_standing(one, scope, loaded.data.participants) for one in campaign.goals),
    )


def _counts(
    campaign: Campaign,
    subjects: Iterable[SubjectAwards],
    decided_on: date,
    regime: Regime | None,
) -> Iterable[AwardCount]:
    states = Counter(
        (held.award.id, one.participant.subject.kind, held.state)
        for one in subjects
        for held in one.standings
    )
    for award in campaign.awards:
        for kind in Kind:
            if any((award.id, kind, state) in states for state in State):
                met = states[award.id, kind, State.MET]
                council = states[award.id, kind, State.COUNCIL]
                money = _money(award, kind, decided_on, regime)
                yield AwardCount(award, kind, met, council, award.quota.get(kind), *money)


def _money(
    award: Award, kind: Kind, decided_on: date, regime: Regime | None
) -> tuple[int | None, str]:
    """Return what one gets and why: the plan's own money comes before the law's."""
    planned = award.reward.get(kind)
    if planned is not None:
        return planned, f"{vietnamese.money(planned)} theo kế hoạch"
    bonus = load_law().bonus(award.bonus_class, kind, decided_on, regime=regime)
    return (bonus.amount, bonus.why) if bonus else (None, "")


def _asked_otherwise(loaded: Loaded) -> Iterable[str]:
    """Warn of criteria that were rewritten after the council had confirmed them."""
    for text, many in outdated_answers(loaded).items():
        yield (
            f"«{text}»: câu đã sửa sau khi Hội đồng trả lời cho {vietnamese.count(many)} đơn vị, "
            "cá nhân; hỏi lại Hội đồng."
        )


def _twice(subjects: Iterable[SubjectAwards], regime: Regime | None) -> Iterable[str]:
    """Warn of several awards for one achievement, which the law rules out."""
    law = f" ({regime.one_award})" if regime else ""
    for one in subjects:
        if len(one.met) > 1:
            names = " và ".join(award.name for award in one.met)
            yield (
                f"{one.participant.subject.label} đủ tiêu chuẩn {names}: không khen thưởng nhiều "
                f"hình thức cho một thành tích{law}."
            )


def _over_quota(counts: Iterable[AwardCount]) -> Iterable[str]:
    for one in counts:
        if one.quota is not None and one.met > one.quota:
            yield (
                f"{one.award.name}, {KIND_WORDS[one.kind]}: {one.met} đạt tiêu chuẩn, chỉ tiêu "
                f"{one.quota}: Hội đồng chọn."
            )


def _other_forms(campaign: Campaign, regime: Regime | None) -> Iterable[str]:
    """Say where the plan names a form of another regime than the decision's."""
    if regime is None:
        return
    named = (
        (part.kind, part.form)
        for award in campaign.awards
        for part in award.parts
        if part.form and part.kind
    )
    if any(regime.forms.get(kind) != form for kind, form in named):
        yield (
            f"Kế hoạch ghi mẫu báo cáo khác {regime.report}, là mẫu theo ngày ra quyết định: "
            "chọn mẫu nơi nhận hồ sơ yêu cầu."
        )


def as_text(view: AwardsView) -> str:
    """Return who meets what as plain text, to be read or printed."""
    lines: list[str] = []
    for one in view.subjects:
        lines += [one.participant.subject.label, f"  {one.group.name}"]
        for held in one.standings:
            lines.append(f"  {held.award.name}: {STATE_WORDS[held.state]}")
            lines += [f"    - {criterion_words(leaf)}" for leaf in held.criteria]
        lines.append("")
    lines.append(f"Nếu quyết định ngày {vietnamese.day(view.decided_on)}:")
    lines += [one.text for one in view.counts]
    if view.bonus_money:
        lines.append(f"Cộng tiền thưởng kèm hình thức khen: {vietnamese.money(view.bonus_money)}")
    lines += ["", *view.notices] if view.notices else []
    if view.goals:
        lines += ["", "Mục tiêu chung, không chấm cho từng đơn vị, cá nhân:"]
        lines += [f"  - {goal_words(one)}" for one in view.goals]
    return "\n".join(lines)


def criterion_words(leaf: Judgement) -> str:
    """Say how one criterion stands: `Có từ 05 tin, bài trở lên: đạt (8; cần từ 5)`."""
    if leaf.state in (State.MET, State.NOT_MET):
        return f"{leaf.text}: {STATE_WORDS[leaf.state].lower()} ({leaf.why})"
    return f"{leaf.text}: {leaf.why}"


def goal_words(one: GoalStanding) -> str:
    """Say how a common goal stands, on whose figures."""
    if one.held is None:
        return one.goal.text if one.goal.ratio is None else f"{one.goal.text}: chưa có số liệu"
    counted = ((one.units, "đơn vị"), (one.people, "người"))
    whose = ", ".join(f"{vietnamese.count(number)} {word}" for number, word in counted if number)
    known = f"cộng số liệu của {whose}"
    return f"{one.goal.text}: {STATE_WORDS[one.state].lower()} ({one.held.why}; {known})"
