"""What every use case needs first: the campaign as stored, who takes part, their figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from thidua_desktop.domain.campaigns import Campaign, Group
from thidua_desktop.domain.criteria import (
    Combined,
    CountCriterion,
    Criterion,
    OfficeCriterion,
    measures_in,
)
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.measures import Catalogue
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.ranking import Field
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.scoring import FactorStep
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.errors import AmbiguousChoiceError, UnknownChoiceError
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.presets import parse_campaign
from thidua_desktop.store.workspace import Session, Workspace


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue of measures, read once."""
    return load_catalogue()


@lru_cache(maxsize=8)
def parsed(text: str, file: str) -> Campaign:
    """Return a campaign document as a value; a document is parsed once."""
    return parse_campaign(text, file=file)


def campaign_in(session: Session, key: str) -> Campaign:
    """Return the stored campaign `key`; UnknownChoiceError if the file has none of that name."""
    stored = session.campaigns.get(key)
    if stored is None:
        keys = tuple(one.key for one in session.campaigns.all())
        raise UnknownChoiceError("đợt thi đua", key, keys)
    return parsed(stored.toml, key)


def campaign_key(workspace: Workspace, given: str | None) -> str:
    """Return the campaign meant: the one named, or the only one in the file."""
    with workspace.read() as session:
        keys = tuple(one.key for one in session.campaigns.all())
    if given is not None:
        if given not in keys:
            raise UnknownChoiceError("đợt thi đua", given, keys)
        return given
    if len(keys) != 1:
        raise AmbiguousChoiceError("đợt thi đua", "", keys)
    return keys[0]


def participants_of(workspace: Workspace, key: str) -> tuple[Participant, ...]:
    """Return who takes part in a campaign."""
    with workspace.read() as session:
        return session.participants.of(key)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One campaign with everything a ranking of it is made from."""

    key: str
    campaign: Campaign
    decided: Readings
    data: Field
    figures: tuple[Figure, ...]


@uncollected()
def load(workspace: Workspace, key: str) -> Loaded:
    """Read one campaign, its participants, their figures and what the council decided."""
    with workspace.read() as session:
        campaign = campaign_in(session, key)
        participants = session.participants.of(key)
        read = frozenset(measures_of(campaign))
        known = session.figures.of_subjects({one.subject.id for one in participants})
        figures = tuple(one for one in known if one.measure in read)
        said = session.confirmations.of(key)
        decided = session.campaigns.decisions(key)
    confirmed = {(int(who), criterion): one for (who, criterion), one in said.items()}
    data = Field(participants, campaign.book(figures), catalogue().names, confirmed)
    return Loaded(key, campaign, decided, data, figures)


def measures_of(campaign: Campaign) -> tuple[str, ...]:
    """Return every measure a campaign may read, in the order of the catalogue."""
    rates = [name for one in campaign.indicators.values() for name in one.measures]
    return _in_order([*rates, *campaign.ranking.volume, *_named_by_rules(campaign)])


def measures_needed(campaign: Campaign, readings: Readings) -> tuple[str, ...]:
    """Return the measures a campaign reads as its rules are read now."""
    rates = [
        name
        for one in campaign.indicators.values()
        for ratio in one.ratios_under(readings)
        for name in ratio.measures
    ]
    return _in_order([*rates, *_named_by_rules(campaign)])


def measures_of_group(campaign: Campaign, readings: Readings, group: Group) -> frozenset[str]:
    """Return the measures the members of a group are judged by, as the rules are read now."""
    needed, asked = frozenset(measures_needed(campaign, readings)), asked_of(campaign, group)
    return needed if asked is None else needed & asked


def asked_of(campaign: Campaign, group: Group) -> frozenset[str] | None:
    """Return what a group's own criteria read; None where all groups report the same.

    Where each group has criteria of its own, another group's figures are none of theirs.
    """
    own = campaign.ranking.criteria.get(group.id)
    if own is None:
        return None
    awarded = (one.criterion_for(group) for one in campaign.awards)
    criteria = [one for one in (own, group.considered, *awarded) if one is not None]
    read = (measures_in(one, campaign.indicators) for one in criteria)
    return frozenset(name for names in read for name in names)


def measures_of_members(loaded: Loaded) -> dict[SubjectId, frozenset[str]]:
    """Return the measures each one that is compared is judged by."""
    campaign = loaded.campaign
    readings = campaign.readings_with(loaded.decided)
    of_group = {
        one.id: measures_of_group(campaign, readings, one) for one in campaign.groups if one.ranked
    }
    return {
        one.subject.id: of_group[one.group]
        for one in loaded.data.participants
        if one.group in of_group
    }


def _in_order(names: Sequence[str]) -> tuple[str, ...]:
    order = list(catalogue().measures)
    return tuple(sorted(dict.fromkeys(names), key=order.index))


def _named_by_rules(campaign: Campaign) -> list[str]:
    rule = campaign.ranking
    names = [one.measure for one in rule.tie_breaks if one.measure]
    targets = [one.target for one in campaign.indicators.values() if one.target]
    names += [one.measure for one in targets if one.measure]
    if rule.scoring:
        names += [one.measure for one in rule.scoring.steps.values() if isinstance(one, FactorStep)]
    for criterion in _criteria_of(campaign):
        names += _counted(criterion)
    return names


def _criteria_of(campaign: Campaign) -> list[Criterion]:
    """Return every criterion anybody may be held against."""
    found = [one.considered for one in campaign.groups]
    found += [one.condition for one in campaign.prizes]
    found += [one for award in campaign.awards for one in award.all_criteria]
    found += list(campaign.ranking.criteria.values())
    return [one for one in found if one is not None]


def _counted(criterion: Criterion) -> list[str]:
    match criterion:
        case CountCriterion():
            return [criterion.measure]
        case Combined():
            return [name for member in criterion.members for name in _counted(member)]
        case OfficeCriterion():
            return _counted(criterion.member)
    return []
