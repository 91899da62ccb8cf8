"""What a ranking and its explanation show, as plain values, and the words they share."""

from dataclasses import dataclass
from fractions import Fraction

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign, Prize
from thidua_desktop.domain.criteria import State
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.ranking import Ranking
from thidua_desktop.domain.subjects import Participant, Subject, Unit
from thidua_desktop.services.loading import Loaded

STATE_WORDS = {
    State.MET: "Đạt",
    State.NOT_MET: "Không đạt",
    State.NO_DATA: "Chưa có số liệu",
    State.COUNCIL: "Hội đồng xác nhận",
    State.NOT_APPLICABLE: "Không phát sinh",
}


@dataclass(frozen=True, slots=True)
class RateColumn:
    """A column of rates: its heading in two lines, and the indicator it shows."""

    indicator: str
    title: str
    subtitle: str
    near: Fraction | None = None
    """The threshold for being considered: rates close to it show enough digits."""


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """A column of criteria: its heading in two lines, e.g. `Xét giải` / `từ 65%`."""

    id: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class CriterionCell:
    """How one criterion stands, as a word."""

    state: State
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class PrizeView:
    """A prize as shown: its tone is `gold`, `silver`, `bronze` or `plain`."""

    name: str
    short: str
    tone: str
    amount: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the table on screen."""

    participant: Participant
    rank: int
    name: str
    full_name: str
    score: Fraction | None
    score_text: str
    share: Fraction
    """What the bar shows, 1 = its full length; negative scores stay negative."""
    rates: tuple[str, ...]
    rate_shares: tuple[Fraction | None, ...]
    """The rates before they were rounded to be shown; None where there is no figure."""
    criteria: tuple[CriterionCell, ...]
    prize: PrizeView | None
    tie_note: str


@dataclass(frozen=True, slots=True)
class NotRankedView:
    """One subject below the table, and why it is not ranked."""

    participant: Participant
    name: str
    full_name: str
    state: State
    state_word: str
    why: str
    rates: tuple[str, ...]
    rate_shares: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One tab: a group's table. `considered` of `total` members are ranked."""

    id: str
    title: str
    short: str
    considered: int
    total: int
    members_word: str
    score_title: str
    score_subtitle: str
    rate_columns: tuple[RateColumn, ...]
    criterion_columns: tuple[CriterionColumn, ...]
    rows: tuple[RowView, ...]
    not_ranked: tuple[NotRankedView, ...]
    notes: tuple[str, ...]
    """What the council must know: undecided ties, prizes nobody gets."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way to read a rule, and what it would change against the one in force."""

    value: str
    text: str
    short: str
    effect: str = ""
    """In one sentence; empty where it changes nothing."""
    details: tuple[str, ...] = ()
    """Everybody it changes anything for, one sentence each."""


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One ambiguous rule with its options, the one in force and what the others change."""

    key: str
    name: str
    question: str
    options: tuple[OptionView, ...]
    value: str
    decided: bool
    changes_prizes: bool
    changes_awards: bool

    @property
    def effects(self) -> tuple[str, ...]:
        """Return one sentence per other option that changes a rank, a prize or an award."""
        return tuple(f"{one.text}: {one.effect}" for one in self.options if one.effect)


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of «Vì sao?»: number, name, contribution at the right, the sentence below."""

    number: int
    title: str
    value: str
    text: str
    state: State | None = None
    negative: bool = False
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why one subject stands where it stands."""

    name: str
    score_text: str
    caption: str
    steps: tuple[WhyStep, ...]
    result_title: str
    result_value: str
    formula: str
    after: tuple[WhyStep, ...]
    """Steps behind the result: conditions of prizes."""
    prize: PrizeView | None
    prize_note: str
    note: str

    def as_text(self) -> str:
        """Return the explanation as plain text, to be copied or printed."""
        lines = [self.name, f"{self.score_text} {self.caption}".strip(), ""]
        for step in self.steps:
            lines += [f"{step.number}. {step.title}: {step.value}", f"   {step.text}"]
            lines += [f"   Nguồn: {source}" for source in sources(step.figures)]
        if self.result_value:
            lines += [f"{self.result_title}: {self.result_value} = {self.formula}"]
        for step in self.after:
            lines += [f"{step.number}. {step.title}: {step.value}", f"   {step.text}"]
        if self.prize:
            lines += [f"{self.prize.name}: {vietnamese.money(self.prize.amount)}"]
        if self.note:
            lines += [self.note]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class RankingView:
    """Everything the page, the projector and the exports show."""

    ranking: Ranking
    loaded: Loaded
    title: str
    period_text: str
    have: int
    total: int
    groups: tuple[GroupView, ...]
    readings: tuple[ReadingView, ...]
    headline: str
    """The sensitivity in one sentence; empty when no other reading changes anything."""
    headline_short: str
    """The same for a narrow place."""

    def why(self, participant: Participant) -> WhyView:
        """Explain one subject."""
        from thidua_desktop.services.explanations import explain  # it builds these very views

        return explain(self.ranking, participant)


def group_title(campaign: Campaign, group_id: str, *, short: bool = False) -> str:
    """Return `Nhóm 2 · UBND các xã, thị trấn`, without a number where one group is compared."""
    group = campaign.group(group_id)
    name = group.short if short else group.name
    compared = [one for one in campaign.groups if one.ranked]
    if len(compared) <= 1:
        return name
    return f"Nhóm {campaign.groups.index(group) + 1} · {name}"


def prize_view(campaign: Campaign, prize: Prize | None) -> PrizeView | None:
    """Return a prize with the tone of its place among its group's prizes."""
    if prize is None:
        return None
    places = [one.id for one in campaign.prizes if one.group == prize.group]
    tones = ("gold", "silver", "bronze")
    place = places.index(prize.id)
    tone = tones[place] if place < len(tones) and prize.count == 1 else "plain"
    short = prize.name.removeprefix("Giải ").capitalize() if tone == "plain" else prize.name
    return PrizeView(prize.name, short, tone, prize.amount)


def display_name(subject: Subject) -> str:
    """Return the name for narrow places."""
    return (subject.short_name or subject.name) if isinstance(subject, Unit) else subject.name


def sources(figures: tuple[Figure, ...]) -> tuple[str, ...]:
    """Say where figures came from: `tong-hop.xlsx, trang «Tổng hợp», ô C34 (nhập …)`."""
    return tuple(dict.fromkeys(source_words(one) for one in figures))


def source_words(figure: Figure) -> str:
    """Say where one figure came from, when and through whom."""
    source = figure.source
    stored = [vietnamese.moment(source.at.astimezone())] if source.at else []
    if source.by:
        stored.append(source.by)
    if figure.by_hand or not source.file:
        return ", ".join(("nhập tay", *stored))
    sheet = f"trang «{source.sheet}», " if source.sheet else ""
    place = f"{source.file}, {sheet}ô {source.cell}"
    return f"{place} (nhập {', '.join(stored)})" if stored else place
