"""Use cases on awards: who meets what, what it costs, and what the council should know."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.campaigns import Award, Campaign, Group
from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    Criterion,
    OfficeCriterion,
)
from thidua_desktop.domain.goals import GoalStanding, goal_standing
from thidua_desktop.domain.judgements import Judgement, State
from thidua_desktop.domain.ranking import Ranking, scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Kind, Participant, Person, SubjectId
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.changes import Changes
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
    """How many collectives or persons meet an award, and how many there may be."""

    award: Award
    kind: Kind
    met: int
    council: int
    quota: int | None

    @property
    def text(self) -> str:
        """Return it in words: `Bằng khen …, cá nhân: 3 đạt, 2 chờ Hội đồng, chỉ tiêu 5`."""
        said = f"{self.award.name}, {KIND_WORDS[self.kind]}: {self.met} đạt"
        said += f", {self.council} chờ Hội đồng" if self.council else ""
        return said + (f", chỉ tiêu {self.quota}" if self.quota is not None else "")


@dataclass(frozen=True, slots=True)
class AwardsView:
    """Who meets what, in the register's order, with what the council should know."""

    campaign: Campaign
    as_of: date
    ranking: Ranking
    subjects: tuple[SubjectAwards, ...]
    counts: tuple[AwardCount, ...]
    notices: tuple[str, ...]
    goals: tuple[GoalStanding, ...]


class AwardService:
    """Awards of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self, key: str, as_of: date, readings: Readings | None = None) -> AwardsView:
        """Return who meets which award on the figures known by `as_of`.

        `readings` hold for this call; UnknownChoiceError for one the campaign does not have.
        """
        loaded = load(self._workspace, key)
        ranking = ranking_of(loaded, as_of, dict(readings or {}))
        return awards_of(loaded, ranking)

    def confirm(
        self, key: str, subject: SubjectId, criterion: str, *, met: bool | None, evidence: str = ""
    ) -> Changes:
        """Record the council's word on a criterion no figure decides; None takes it back.

        UnknownChoiceError where nobody of that id takes part, or no such criterion is asked.
        """
        loaded = load(self._workspace, key)
        who = {one.subject.id: one.subject for one in loaded.data.participants}
        asked = {one.id: one for one in council_criteria(loaded.campaign)}
        if subject not in who:
            raise UnknownChoiceError("đơn vị, cá nhân", str(subject), ())
        if criterion not in asked:
            raise UnknownChoiceError("tiêu chuẩn Hội đồng xác nhận", criterion, tuple(asked))
        word = {True: "Xác nhận đạt", False: "Xác nhận không đạt", None: "Bỏ xác nhận"}[met]
        label = f"{word}: {who[subject].label}, {asked[criterion].text}"
        with self._workspace.write(label, kind="confirm") as session:
            if met is None:
                session.confirmations.remove(key, subject, criterion)
            else:
                session.confirmations.put(key, subject, criterion, met=met, evidence=evidence)
        return Changes(session.changed, label)

    def evidence(self, key: str) -> Mapping[tuple[SubjectId, str], str]:
        """Return what the council's word rests on, by subject and criterion."""
        with self._workspace.read() as session:
            found = session.confirmations.of(key)
        return {place: one.evidence for place, one in found.items() if one.evidence}


def council_criteria(campaign: Campaign) -> tuple[CouncilCriterion, ...]:
    """Return every criterion of a campaign that the council confirms, each once."""
    every = [*campaign.ranking.criteria.values()]
    every += [one for award in campaign.awards for one in award.all_criteria]
    every += [one.considered for one in campaign.groups if one.considered]
    every += [one.condition for one in campaign.prizes if one.condition]
    found = (one for criterion in every for one in _council(criterion))
    return tuple({one.id: one for one in found}.values())


def _council(criterion: Criterion) -> Iterable[CouncilCriterion]:
    match criterion:
        case CouncilCriterion():
            yield criterion
        case OfficeCriterion():
            yield from _council(criterion.member)
        case Combined():
            for member in criterion.members:
                yield from _council(member)


def awards_of(loaded: Loaded, ranking: Ranking) -> AwardsView:
    """Return how everybody stands for every award under the ranking's day and readings."""
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
    counts = tuple(_counts(campaign, subjects))
    return AwardsView(
        campaign,
        ranking.as_of,
        ranking,
        tuple(subjects),
        counts,
        (*_twice(subjects), *_over_quota(counts)),
        tuple(goal_standing(one, scope, loaded.data.participants) for one in campaign.goals),
    )


def _counts(campaign: Campaign, subjects: Iterable[SubjectAwards]) -> Iterable[AwardCount]:
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
                yield AwardCount(award, kind, met, council, award.quota.get(kind))


def _twice(subjects: Iterable[SubjectAwards]) -> Iterable[str]:
    """Warn of several awards for one achievement: Luật TĐKT 2022, điều 5."""
    for one in subjects:
        if len(one.met) > 1:
            names = " và ".join(award.name for award in one.met)
            yield (
                f"{one.participant.subject.label} đủ tiêu chuẩn {names}: không khen thưởng nhiều "
                "hình thức cho một thành tích (Luật Thi đua, khen thưởng 2022, Điều 5)."
            )


def _over_quota(counts: Iterable[AwardCount]) -> Iterable[str]:
    for one in counts:
        if one.quota is not None and one.met > one.quota:
            yield (
                f"{one.award.name}, {KIND_WORDS[one.kind]}: {one.met} đạt tiêu chuẩn, chỉ tiêu "
                f"{one.quota}: Hội đồng chọn."
            )


def as_text(view: AwardsView) -> str:
    """Return who meets what as plain text, to be read or printed."""
    lines: list[str] = []
    for one in view.subjects:
        lines += [one.participant.subject.label, f"  {one.group.name}"]
        for held in one.standings:
            lines.append(f"  {held.award.name}: {STATE_WORDS[held.state]}")
            lines += [f"    - {_criterion_words(leaf)}" for leaf in held.criteria]
        lines.append("")
    lines += [one.text for one in view.counts]
    lines += ["", *view.notices] if view.notices else []
    if view.goals:
        lines += ["", "Mục tiêu chung, không chấm cho từng đơn vị, cá nhân:"]
        lines += [f"  - {_goal_words(one)}" for one in view.goals]
    return "\n".join(lines)


def _criterion_words(leaf: Judgement) -> str:
    if leaf.state in (State.MET, State.NOT_MET):
        return f"{leaf.text}: {STATE_WORDS[leaf.state].lower()} ({leaf.why})"
    return f"{leaf.text}: {leaf.why}"


def _goal_words(one: GoalStanding) -> str:
    if one.held is None:
        return one.goal.text if one.goal.ratio is None else f"{one.goal.text}: chưa có số liệu"
    known = f"cộng số liệu của {vietnamese.count(one.known)} người, đơn vị"
    return f"{one.goal.text}: {STATE_WORDS[one.state].lower()} ({one.held.why}; {known})"
