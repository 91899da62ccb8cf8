"""The figures of an achievement report: how each indicator stands, what a text may link to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from thidua_desktop.documents.report import ReportFacts, ResultRow, Standing
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Known
from thidua_desktop.domain.indicators import Indicator, Scope, measure, target_of
from thidua_desktop.domain.subjects import Participant, Unit
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.rankings import threshold_on
from thidua_desktop.services.report_views import LinkedField, ResultView


def results_of(loaded: Loaded, scope: Scope, who: Participant) -> tuple[ResultView, ...]:
    """Return how each indicator stands against its target, or the threshold to be considered."""
    measured = measured_of(loaded, scope, who)
    rows = (_result(loaded, scope, measured, one) for one in loaded.campaign.indicators.values())
    if measured == who:
        return tuple(rows)
    return tuple(replace(one, name=f"{one.name} (của đơn vị)") for one in rows)


def measured_of(loaded: Loaded, scope: Scope, who: Participant) -> Participant:
    """Return whose figures tell of somebody: staff who are not compared stand by their unit's."""
    if loaded.campaign.group(who.group).ranked:
        return who
    return scope.office_of(who) or who


def limit_of(
    loaded: Loaded, scope: Scope, who: Participant, indicator: Indicator
) -> Fraction | None:
    """Return the share an indicator is held against for a subject, if there is one."""
    target = target_of(scope, who, indicator.target) if indicator.target else None
    if target is not None:
        return target.share
    return threshold_on(loaded.campaign.group(who.group).considered, indicator.id)


def _result(loaded: Loaded, scope: Scope, who: Participant, indicator: Indicator) -> ResultView:
    measured = measure(scope, who, indicator)
    limit = limit_of(loaded, scope, who, indicator)
    assigned = vietnamese.threshold_percent(limit) if limit is not None else "–"
    if measured.rate is None:
        return ResultView(indicator.name, assigned, "chưa có", Standing.NO_DATA, "missing")
    if measured.known is Known.NOT_APPLICABLE:
        shown = "không phát sinh"
        return ResultView(indicator.name, assigned, shown, Standing.NOT_APPLICABLE, "neutral")
    share = measured.rate.share
    if limit is None and indicator.target is not None:
        result = vietnamese.percent(share)
        return ResultView(indicator.name, "chưa có", result, Standing.NO_DATA, "missing")
    standing, tone = _standing(share, limit)
    return ResultView(
        indicator.name, assigned, vietnamese.percent(share, near=limit), standing, tone
    )


def _standing(share: Fraction, limit: Fraction | None) -> tuple[Standing, str]:
    if limit is None:
        return Standing.NO_TARGET, "neutral"
    if share > limit:
        return Standing.EXCEEDED, "green"
    return (Standing.MET, "green") if share == limit else (Standing.NOT_MET, "red")


def linked_fields(loaded: Loaded, scope: Scope, who: Participant) -> tuple[LinkedField, ...]:
    """Return the figures a text may link to: counts, rates, targets and what lies between."""
    found: list[LinkedField] = []
    who = measured_of(loaded, scope, who)
    for indicator in loaded.campaign.indicators.values():
        measured = measure(scope, who, indicator)
        target = target_of(scope, who, indicator.target) if indicator.target else None
        rate = measured.rate
        if rate is None or measured.known is not Known.KNOWN:
            continue
        key, name = indicator.id, indicator.short
        near = target.share if target else None
        found += [
            LinkedField(f"{key}.part", f"{name}: số đạt", vietnamese.count(rate.part)),
            LinkedField(f"{key}.whole", f"{name}: tổng số", vietnamese.count(rate.whole)),
            LinkedField(f"{key}.rate", f"{name}: tỷ lệ", vietnamese.percent(rate.share, near=near)),
        ]
        if target:
            points = (rate.share - target.share) * vietnamese.PERCENT
            assigned = vietnamese.threshold_percent(target.share)
            found += [
                LinkedField(f"{key}.target", f"{name}: mức giao", assigned),
                LinkedField(
                    f"{key}.over", f"{name}: hơn mức giao (điểm %)", vietnamese.decimal(points)
                ),
            ]
    return tuple(found)


def facts_of(
    loaded: Loaded,
    scope: Scope,
    who: Participant,
    award: str,
    sections: Mapping[str, str],
    day: date | None,
) -> ReportFacts:
    """Gather what a form needs about one subject."""
    campaign = loaded.campaign
    subject = who.subject
    issuer = subject.name if isinstance(subject, Unit) else (subject.office or campaign.office.name)
    results = tuple(
        ResultRow(one.name, one.target, one.result, one.standing)
        for one in results_of(loaded, scope, who)
    )
    fields = {one.key: one.value for one in linked_fields(loaded, scope, who)}
    return ReportFacts(
        subject=subject,
        superior=campaign.office.name,
        issuer=issuer,
        place=campaign.office.place,
        day=day,
        award=award,
        theme=campaign.theme,
        basis=campaign.plan,
        results=results,
        fields=fields,
        sections=sections,
        has_seal=campaign.group(who.group).seal,
    )
