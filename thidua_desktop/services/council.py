"""Use cases on the council's word (Hội đồng xác nhận): what it is asked, what it said.

It confirms criteria no figure decides, and may let a criterion count where nothing arose; it
never overrules a figure.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from thidua_desktop.domain.campaigns import Campaign, Group
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    Criterion,
    OfficeCriterion,
    RateCriterion,
    TargetCriterion,
    judge,
)
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.errors import EvidenceNeededError, UnknownChoiceError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.decisions import said_by
from thidua_desktop.services.loading import Loaded, load
from thidua_desktop.store.workspace import Workspace

ORDER: Final = "Xếp thứ tự"
CONSIDERED: Final = "Điều kiện được xét"

Overrulable = RateCriterion | TargetCriterion
Single = CouncilCriterion | Overrulable


@dataclass(frozen=True, slots=True)
class Asked:
    """One subject the council is asked about, how the criterion stands, what was said."""

    participant: Participant
    group: Group
    state: State
    why: str
    said: Confirmation | None
    old_words: str = ""
    """What the council was asked, if the criterion reads otherwise now."""

    @property
    def waits(self) -> bool:
        """Say whether the council has said nothing yet of the criterion as it reads now."""
        return self.said is None or bool(self.old_words)


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion the council is asked about; `overrules` where it is a figure's to decide."""

    criterion: str
    text: str
    uses: tuple[str, ...]
    """What it is needed for: the names of awards, `Xếp thứ tự`."""
    overrules: bool
    asked: tuple[Asked, ...]

    @property
    def waiting(self) -> int:
        """Return how many subjects the council is still to speak of."""
        return sum(one.waits for one in self.asked)

    @property
    def outdated(self) -> int:
        """Return of how many it spoke when the criterion read otherwise."""
        return sum(bool(one.old_words) for one in self.asked)


class CouncilService:
    """The council's word in one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def questions(
        self, key: str, as_of: date, readings: Readings | None = None
    ) -> tuple[Question, ...]:
        """Return all the council is asked on the figures known by `as_of`, in the rules' order.

        A rate is asked about only for whom nothing arose, and after what no figure decides.
        """
        loaded = load(self._workspace, key)
        return questions_of(loaded, as_of, {**loaded.decided, **(readings or {})})

    def confirm(
        self,
        key: str,
        subjects: Collection[SubjectId],
        criterion: str,
        *,
        met: bool | None,
        evidence: str = "",
        who: str = "",
    ) -> Changes:
        """Record the council's word on one criterion of some subjects; None takes it back.

        EvidenceNeededError without evidence; UnknownChoiceError where one of the subjects does
        not take part, or no such criterion is the council's.
        """
        loaded = load(self._workspace, key)
        names = {one.subject.id: one.subject.label for one in loaded.data.participants}
        asked = {one.id: one for one in council_criteria(loaded.campaign)}
        if unknown := [one for one in subjects if one not in names]:
            raise UnknownChoiceError("đơn vị, cá nhân", str(unknown[0]), ())
        if criterion not in asked:
            raise UnknownChoiceError("tiêu chuẩn Hội đồng xác nhận", criterion, tuple(asked))
        said = said_by(self._workspace, who, evidence)
        if met is not None and not said.why:
            raise EvidenceNeededError(asked[criterion].text)
        label = _label(met, [names[one] for one in subjects], asked[criterion].text)
        with self._workspace.write(label, kind="confirm") as session:
            for one in subjects:
                if met is None:
                    session.confirmations.remove(key, one, criterion)
                else:
                    text = asked[criterion].text
                    word = Confirmation(met, said.why, said.who, said.at.date(), text)
                    session.confirmations.put(key, one, criterion, word)
        return Changes(session.changed, label)


_WORDS: Final = {True: "Xác nhận đạt", False: "Xác nhận không đạt", None: "Bỏ xác nhận"}


def _label(met: bool | None, names: Collection[str], text: str) -> str:
    who = next(iter(names)) if len(names) == 1 else f"{len(names)} đơn vị, cá nhân"
    return f"{_WORDS[met]}: {who}, {text}"


def council_criteria(campaign: Campaign) -> tuple[Single, ...]:
    """Return every criterion the council has a word on, each once, those only its own first."""
    held = (one for group in campaign.groups for _, one in _held_against(campaign, group))
    found = {one.id: one for criterion in held for one in _singles(criterion)}.values()
    return tuple(sorted(found, key=_is_overruled))


def outdated_answers(loaded: Loaded) -> dict[str, int]:
    """Return how often the council spoke of a criterion that reads otherwise now, by its words."""
    texts = {one.id: one.text for one in council_criteria(loaded.campaign)}
    found = Counter(
        texts[criterion]
        for (_, criterion), said in loaded.data.confirmations.items()
        if criterion in texts and said.old_words(texts[criterion])
    )
    return dict(found)


def questions_of(loaded: Loaded, as_of: date, readings: Readings) -> tuple[Question, ...]:
    """Return all the council is asked about one campaign."""
    asking = _Asking(loaded, as_of, readings)
    for participant in loaded.data.participants:
        asking.ask(participant)
    return tuple(
        Question(
            one.id,
            one.text,
            tuple(asking.uses[one.id]),
            _is_overruled(one),
            tuple(asking.asked[one.id].values()),
        )
        for one in council_criteria(loaded.campaign)
        if asking.asked.get(one.id)
    )


class _Asking:
    """Collects whom the council is asked about, by criterion."""

    def __init__(self, loaded: Loaded, as_of: date, readings: Readings) -> None:
        self._campaign, self._data = loaded.campaign, loaded.data
        self._scope = scope_of(loaded.campaign, loaded.data, as_of, readings)
        silent = replace(loaded.data, confirmations={})
        self._unsaid = scope_of(loaded.campaign, silent, as_of, readings)
        self.uses: dict[str, dict[str, None]] = {}
        self.asked: dict[str, dict[SubjectId, Asked]] = {}

    def ask(self, participant: Participant) -> None:
        """Ask about all that one participant is held against."""
        group = self._campaign.group(participant.group)
        for use, criterion in _held_against(self._campaign, group):
            for one, who in _places(criterion, participant, self._scope):
                self.uses.setdefault(one.id, {})[use] = None
                there = self.asked.setdefault(one.id, {})
                if who.subject.id not in there and self._is_open(one, who):
                    there[who.subject.id] = self._asked(one, who)

    def _is_open(self, criterion: Single, who: Participant) -> bool:
        """Say whether the council has a word here: a figure decides once and for all."""
        if not _is_overruled(criterion):
            return True
        return judge(criterion, self._unsaid, who).state is State.NOT_APPLICABLE

    def _asked(self, criterion: Single, who: Participant) -> Asked:
        judged = judge(criterion, self._scope, who)
        said = self._data.confirmations.get((who.subject.id, criterion.id))
        group, old = self._campaign.group(who.group), said.old_words(criterion.text) if said else ""
        return Asked(who, group, judged.state, judged.why, said, old)


def _held_against(campaign: Campaign, group: Group) -> Iterator[tuple[str, Criterion]]:
    """Yield what members of a group are held against, and what for."""
    ordered = campaign.ranking.criteria.get(group.id)
    if ordered:
        yield ORDER, ordered
    for award in campaign.awards:
        criterion = award.criterion_for(group)
        if criterion:
            yield award.name, criterion
    if group.considered:
        yield from _by_council_alone(CONSIDERED, group.considered)
    for prize in campaign.prizes:
        if prize.group == group.id and prize.condition:
            yield from _by_council_alone(prize.name, prize.condition)


def _by_council_alone(use: str, criterion: Criterion) -> Iterator[tuple[str, Criterion]]:
    """Leave rates out: who has nothing to count cannot be given a place by the council's word."""
    for one in _singles(criterion):
        if not _is_overruled(one):
            yield use, one


def _is_overruled(criterion: Single) -> bool:
    return not isinstance(criterion, CouncilCriterion)


def _singles(criterion: Criterion) -> Iterator[Single]:
    match criterion:
        case CouncilCriterion() | RateCriterion() | TargetCriterion():
            yield criterion
        case OfficeCriterion():
            yield from _singles(criterion.member)
        case Combined():
            for member in criterion.members:
                yield from _singles(member)


def _places(
    criterion: Criterion, participant: Participant, scope: Scope
) -> Iterator[tuple[Single, Participant]]:
    """Yield every single criterion with whom it is asked about: a person, or their office."""
    match criterion:
        case OfficeCriterion():
            office = scope.office_of(participant)
            if office:
                yield from _places(criterion.member, office, scope)
        case Combined():
            for member in criterion.members:
                yield from _places(member, participant, scope)
        case CouncilCriterion() | RateCriterion() | TargetCriterion():
            yield criterion, participant
