"""Which figures belong to one period of a campaign, and what its other spans are called.

A campaign reads figures of its own spans. Figures of other spans are kept as they came and shown
on their own: a single month is no running total, and never stands in for one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.indicators import Scope
from thidua_desktop.domain.ranking import scope_of
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.loading import Loaded

At = date | Period
"""What is shown: the campaign's own figures up to a day, or those of one other span."""

Cells = Mapping[tuple[SubjectId, str], Figure]


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """One period there are figures for; `span` where it is not the campaign's own."""

    end: date
    label: str
    span: Period | None = None

    @property
    def at(self) -> At:
        """Return what `FigureService.grid` takes to show it."""
        return self.span or self.end


def own_words(end: date) -> str:
    """Say up to when the campaign's own figures run."""
    return f"Lũy kế đến {vietnamese.day(end)}"


def span_words(period: Period) -> str:
    """Say in plain words what a span covers: `Riêng tháng 10/2023`."""
    if period.is_one_month:
        return f"Riêng tháng {period.end.month}/{period.end.year}"
    if period.start is None:
        return own_words(period.end)
    first, last = vietnamese.day(period.start), vietnamese.day(period.end)
    return f"Lũy kế từ {first} đến {last}"


def span_note(loaded: Loaded, period: Period) -> str:
    """Say what the figures of another span are for; a single month is never a running total."""
    if period.is_one_month:
        words = f"riêng tháng {period.end.month}/{period.end.year}"
        return f"Đây là số {words}, không phải số lũy kế: lưu để tra cứu, không dùng để xếp hạng."
    if any(loaded.data.book.reads(one, period) for one in every_start(loaded.campaign)):
        first = vietnamese.day(period.start) if period.start else "đầu đợt"
        return f"Chỉ tiêu nào tính từ {first} thì dùng số ở đây."
    return "Số của khoảng này được lưu để tra cứu, không dùng để xếp hạng."


def starts_for(campaign: Campaign, measure_id: str) -> tuple[date | None, ...]:
    """Return the starts of the spans a measure is read from, those of its indicators first."""
    own = [
        start
        for indicator in campaign.indicators.values()
        if measure_id in indicator.measures
        for start in indicator.starts
    ]
    return tuple(dict.fromkeys([*own, campaign.start]))


def every_start(campaign: Campaign) -> tuple[date | None, ...]:
    """Return the starts of all spans a campaign reads."""
    own = [start for one in campaign.indicators.values() for start in one.starts]
    return tuple(dict.fromkeys([*own, campaign.start]))


def own_ends(loaded: Loaded) -> tuple[date, ...]:
    """Return the ends of the campaign's own figures, the oldest first."""
    return loaded.data.book.ends(every_start(loaded.campaign), date.max)


def cells_at(loaded: Loaded, at: At | None) -> Cells:
    """Return the figures shown at a period, each measure's from one span only, and targets."""
    found = {(one.subject, one.measure): one for one in loaded.figures if one.period is None}
    if isinstance(at, Period):
        timed = [one for one in loaded.figures if one.period == at]
    else:
        timed = [one for (_, _, end), one in _own(loaded).items() if end == at]
    return found | {(one.subject, one.measure): one for one in timed}


def other_spans(loaded: Loaded) -> tuple[PeriodChoice, ...]:
    """Return the spans whose figures no period of the campaign's own shows, the newest first."""
    members = {one.subject.id for one in loaded.data.participants}
    shown = {id(one) for one in _own(loaded).values()}
    spans = {
        one.period
        for one in loaded.figures
        if one.period is not None and id(one) not in shown and one.subject in members
    }
    ordered = sorted(spans, key=lambda one: (one.end, one.start or date.min), reverse=True)
    return tuple(PeriodChoice(one.end, span_words(one), one) for one in ordered)


def scope_at(loaded: Loaded, at: At | None) -> Scope:
    """Return a scope that sees only the figures of one period, and the targets."""
    end = at.end if isinstance(at, Period) else at
    own = at if isinstance(at, Period) else None
    seen = [
        one
        for one in loaded.figures
        if one.period is None or (one.period == own if own else one.period.end == end)
    ]
    campaign = loaded.campaign
    if own is not None:  # its rates are those of the span itself
        indicators = {
            name: replace(one, starts=(own.start,)) for name, one in campaign.indicators.items()
        }
        campaign = replace(campaign, start=own.start, earliest_start=None, indicators=indicators)
    data = replace(loaded.data, book=campaign.book(seen))
    return scope_of(campaign, data, end or campaign.end, loaded.decided)


_Key = tuple[SubjectId, str, date]


def _own(loaded: Loaded) -> Mapping[_Key, Figure]:
    """Return the figures of the campaign's own spans, one for each subject, measure and end."""
    found: dict[_Key, tuple[tuple[int, bool], Figure]] = {}
    for order, one, end in _readable(loaded):
        key = (one.subject, one.measure, end)
        if key not in found or order < found[key][0]:
            found[key] = (order, one)
    return {key: one for key, (_, one) in found.items()}


def _readable(loaded: Loaded) -> Iterator[tuple[tuple[int, bool], Figure, date]]:
    """Yield each figure a span of its measure reads, and how much it is preferred."""
    book = loaded.data.book
    starts = {
        name: starts_for(loaded.campaign, name) for name in {o.measure for o in loaded.figures}
    }
    places: dict[tuple[str, Period], tuple[int, bool] | None] = {}
    for one in loaded.figures:
        period = one.period
        if period is None:
            continue
        if (one.measure, period) not in places:
            fitting = (n for n, s in enumerate(starts[one.measure]) if book.reads(s, period))
            place = next(fitting, None)
            exact = place is not None and starts[one.measure][place] == period.start
            places[one.measure, period] = None if place is None else (place, not exact)
        order = places[one.measure, period]
        if order is not None:
            yield order, one, period.end
