"""Use cases on the council's decisions (quyết định của Hội đồng): how an ambiguous rule is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.readings import Readings
from thidua_desktop.services.campaigns import DECIDE, decision_label
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.loading import campaign_in
from thidua_desktop.store.decisions import Said, StoredDecision
from thidua_desktop.store.workspace import Session, Workspace

UNDECIDED: Final = "chưa quyết định"
UNNUMBERED: Final = "đã quyết định, chưa ghi số"
"""A reading chosen before decisions were numbered."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One numbered decision; `holds` until a later one reads the same rule otherwise."""

    number: int
    reading: str
    reading_name: str
    value: str
    value_text: str
    at: datetime
    who: str
    why: str
    holds: bool

    @property
    def text(self) -> str:
        """Return how it is cited: `quyết định số 2 ngày 05/01/2024, Trần Thị An`."""
        return f"quyết định số {self.number} ngày {vietnamese.day(self.at.date())}, {self.who}"

    @property
    def printed(self) -> str:
        """Return how it stands on paper: as cited, with the reason."""
        return cited_with(self.text, self.why)


@dataclass(frozen=True, slots=True)
class ReadingStanding:
    """One ambiguous rule, how it is read, and the decision behind that."""

    key: str
    name: str
    question: str
    value: str
    value_text: str
    decided: bool
    decision: DecisionView | None
    """None while nobody decided, or where it was decided before decisions were numbered."""

    @property
    def text(self) -> str:
        """Return what is printed beside the reading: the decision, or that there is none."""
        if self.decision:
            return self.decision.text
        return UNNUMBERED if self.decided else UNDECIDED

    @property
    def printed(self) -> str:
        """Return the same with the reason of the decision."""
        return self.decision.printed if self.decision else self.text


class DecisionService:
    """The council's decisions of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self, key: str) -> tuple[DecisionView, ...]:
        """Return every decision of a campaign, the first one first."""
        with self._workspace.read() as session:
            return _views(session, key, campaign_in(session, key))

    def standings(self, key: str) -> tuple[ReadingStanding, ...]:
        """Return how each ambiguous rule of a campaign is read, in its own order."""
        with self._workspace.read() as session:
            return standings_in(session, key)

    def record(self, key: str, readings: Readings, who: str, why: str) -> Changes:
        """Add a numbered decision per reading and make it hold, in one action.

        `who` is the council or whoever speaks for it; empty means the user of this program.
        """
        with self._workspace.read() as session:
            label = decision_label(campaign_in(session, key), readings)
        said = said_by(self._workspace, who, why)
        with self._workspace.write(label, kind=DECIDE) as session:
            session.decisions.record(key, readings, said)
        return Changes(session.changed, label)


def cited_with(cited: str, why: str) -> str:
    """Return a decision as cited with its reason, where one was given."""
    return f"{cited}; lý do: {why}" if why else cited


def said_by(workspace: Workspace, who: str, why: str) -> Said:
    """Return who says something now; the user of this program where nobody is named."""
    name = vietnamese.nfc(who) or workspace.user
    return Said(name, datetime.now().astimezone(), vietnamese.nfc(why))


def standings_in(session: Session, key: str) -> tuple[ReadingStanding, ...]:
    """Return how each ambiguous rule is read, as one state of the file has it."""
    campaign = campaign_in(session, key)
    decided = session.campaigns.decisions(key)
    holding = {one.reading: one for one in _views(session, key, campaign) if one.holds}
    return tuple(
        ReadingStanding(
            reading.key,
            reading.name,
            reading.question,
            value,
            reading.option(value).text,
            reading.key in decided,
            holding.get(reading.key),
        )
        for reading in campaign.readings
        for value in (decided.get(reading.key, reading.default),)
    )


def _views(session: Session, key: str, campaign: Campaign) -> tuple[DecisionView, ...]:
    stored = session.decisions.all(key)
    holding = _holding(stored, session.campaigns.decisions(key))
    return tuple(_view(one, campaign, holds=one.number in holding) for one in stored)


def _holding(stored: Sequence[StoredDecision], decided: Readings) -> frozenset[int]:
    newest = {one.reading: one for one in stored}
    return frozenset(one.number for one in newest.values() if decided.get(one.reading) == one.value)


def _view(stored: StoredDecision, campaign: Campaign, *, holds: bool) -> DecisionView:
    """Show a decision; of a rule the campaign no longer has, the bare keys."""
    name, text = stored.reading, stored.value
    for reading in campaign.readings:
        if reading.key == stored.reading:
            name = reading.name
            text = next((one.text for one in reading.options if one.value == text), text)
    return DecisionView(
        stored.number,
        stored.reading,
        name,
        stored.value,
        text,
        stored.at,
        stored.who,
        stored.why,
        holds,
    )
