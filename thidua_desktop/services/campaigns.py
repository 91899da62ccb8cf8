"""Use cases on campaigns: what ships, what the file holds, which readings are decided."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.indicators import Target
from thidua_desktop.domain.readings import Reading, Readings
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.importing.presets import load_preset, preset_ids, with_target
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.loading import campaign_in
from thidua_desktop.store.decisions import Said
from thidua_desktop.store.workspace import Workspace

DECIDE: Final = "decide-reading"


@dataclass(frozen=True, slots=True)
class PresetInfo:
    """A campaign that ships with the program."""

    id: str
    name: str
    title: str
    topic: str
    theme: str
    starts: date | None
    ends: date
    status: str
    kinds: str
    """What it is in a few words: `2 nhóm, xếp điểm, 8 giải`."""


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """A campaign of the open file, for the switcher."""

    key: str
    title: str
    topic: str


def presets() -> tuple[PresetInfo, ...]:
    """Return the campaigns that ship, in their order."""
    return tuple(_info(load_preset(preset_id)[0]) for preset_id in preset_ids())


def _info(campaign: Campaign) -> PresetInfo:
    return PresetInfo(
        campaign.id,
        campaign.name,
        campaign.short,
        campaign.topic,
        campaign.theme,
        campaign.start,
        campaign.end,
        campaign.status,
        kinds_of(campaign),
    )


_KIND_WORDS: Final = {Kind.UNIT: "tập thể", Kind.PERSON: "cá nhân"}


def kinds_of(campaign: Campaign) -> str:
    """Say in a few words whom a campaign compares and how."""
    if campaign.ranking.scoring is None:
        kinds = {group.kind for group in campaign.groups}
        words = [_KIND_WORDS[kind] for kind in Kind if kind in kinds]
        return " và ".join(words)
    prizes = sum(prize.count for prize in campaign.prizes)
    return f"{len(campaign.groups)} nhóm, xếp điểm, {prizes} giải"


@dataclass(frozen=True, slots=True)
class TargetInfo:
    """What the whole office was assigned for an indicator, in percent; None while unknown.

    `note` says what the plan adds to it: `kế hoạch tăng thêm 5%`.
    """

    indicator: str
    name: str
    percent: Decimal | None
    note: str


class CampaignService:
    """The campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self) -> tuple[CampaignInfo, ...]:
        """Return the file's campaigns in their order."""
        with self._workspace.read() as session:
            loaded = [(one.key, campaign_in(session, one.key)) for one in session.campaigns.all()]
        return tuple(CampaignInfo(key, one.short, one.topic) for key, one in loaded)

    def load(self, key: str) -> Campaign:
        """Return one campaign."""
        with self._workspace.read() as session:
            return campaign_in(session, key)

    def add(self, preset_id: str) -> Changes:
        """Add a campaign that ships; the file keeps its own copy of the document."""
        campaign, text = load_preset(preset_id)
        label = f"Thêm đợt thi đua {campaign.short}"
        with self._workspace.write(label, kind="add-campaign") as session:
            if session.campaigns.get(preset_id) is not None:
                raise UnknownChoiceError("đợt thi đua chưa có trong sổ", preset_id, ())
            session.campaigns.add(preset_id, text)
        return Changes(session.changed, label)

    def decide(self, key: str, readings: Readings) -> Changes:
        """Decide several readings in one action, without a reason; see `DecisionService`."""
        label = decision_label(self.load(key), readings)
        said = Said(self._workspace.user, datetime.now().astimezone())
        with self._workspace.write(label, kind=DECIDE) as session:
            session.decisions.record(key, readings, said)
        return Changes(session.changed, label)

    def targets(self, key: str) -> tuple[TargetInfo, ...]:
        """Return the targets that the office enters once, where units have none of their own."""
        campaign = self.load(key)
        return tuple(
            TargetInfo(one.id, one.name, _percent(one.target.share), _uplift_words(one.target))
            for one in campaign.indicators.values()
            if one.target is not None and one.target.measure is not None
        )

    def set_target(self, key: str, indicator: str, percent: Decimal | None) -> Changes:
        """Enter what the whole office was assigned for an indicator, in percent; None clears it."""
        with self._workspace.read() as session:
            stored = session.campaigns.get(key)
            campaign = campaign_in(session, key)
        name = campaign.indicators[indicator].name
        label = f"Ghi mức giao: {name}"
        assert stored is not None  # noqa: S101 - campaign_in just found it
        with self._workspace.write(label, kind="set-target") as session:
            session.campaigns.replace(key, with_target(stored.toml, indicator, percent))
        return Changes(session.changed, label)


def _percent(share: Fraction | None) -> Decimal | None:
    if share is None:
        return None
    scaled = share * vietnamese.PERCENT
    return Decimal(scaled.numerator) / Decimal(scaled.denominator)


def _uplift_words(target: Target) -> str:
    if not target.uplift:
        return ""
    return f"kế hoạch tăng thêm {vietnamese.threshold_percent(target.uplift)}"


def reading_of(campaign: Campaign, key: str) -> Reading:
    """Return the reading `key` of a campaign; UnknownChoiceError names those there are."""
    for reading in campaign.readings:
        if reading.key == key:
            return reading
    raise UnknownChoiceError("cách hiểu", key, tuple(one.key for one in campaign.readings))


def decision_label(campaign: Campaign, readings: Readings) -> str:
    """Name the choice of some readings; UnknownChoiceError for one the campaign does not have."""
    chosen = [
        f"{found.name} – {option_of(found, value)}"
        for one, value in readings.items()
        for found in (reading_of(campaign, one),)
    ]
    return f"Chọn cách hiểu: {'; '.join(chosen)}"


def option_of(reading: Reading, value: str) -> str:
    """Return the words of an option; UnknownChoiceError names those there are."""
    for option in reading.options:
        if option.value == value:
            return option.text
    raise UnknownChoiceError(reading.name, value, tuple(one.value for one in reading.options))


def check_readings(campaign: Campaign, given: dict[str, str]) -> None:
    """Refuse readings the campaign does not have."""
    for key, value in given.items():
        option_of(reading_of(campaign, key), value)
