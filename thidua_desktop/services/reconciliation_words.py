"""What does not fit between the tables of one period, in words, as the page shows it."""

from collections.abc import Iterable, Mapping
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.findings import Code, Finding, Place
from thidua_desktop.domain.reconciliation import (
    Absence,
    Contribution,
    Disagreement,
    Origin,
    Refusal,
    UnitState,
    origin_of,
)
from thidua_desktop.domain.subjects import Participant, SubjectId
from thidua_desktop.domain.suspicions import PartOver
from thidua_desktop.services.doubts import over_words
from thidua_desktop.services.figure_periods import PeriodChoice, own_ends, own_words
from thidua_desktop.services.loading import catalogue
from thidua_desktop.services.provenance import MISSING_WORD, value_text
from thidua_desktop.services.rankings import group_title, source_words
from thidua_desktop.services.reconciled import LeftOut, Reconciled
from thidua_desktop.services.reconciliation_views import (
    LineKind,
    ProblemLine,
    ReconciliationView,
    SourceView,
    UnitLine,
)
from thidua_desktop.services.wording import sentence

_BY_HAND: Final = "Nhập tay"
_WORDS: Final = {
    UnitState.COMPLETE: "Đủ số liệu",
    UnitState.NO_DATA: "Chưa có số liệu",
    UnitState.CONTRADICTION: "Số liệu mâu thuẫn",
}


def origin_words(origin: Origin) -> str:
    """Name a table: its file, or that it was typed."""
    return origin.file or "số nhập tay"


def view_of(made: Reconciled) -> ReconciliationView:
    """Return one period put together as the page shows it."""
    found, campaign = made.found, made.loaded.campaign
    names = {one.subject.id: one.subject.label for one in made.members}
    numbers = {one.origin: number for number, one in enumerate(found.sources, 1)}
    return ReconciliationView(
        tuple(PeriodChoice(one, own_words(one)) for one in reversed(own_ends(made.loaded))),
        made.end,
        tuple(catalogue().measures[one].short for one in made.measures),
        tuple(_source_view(one, made.measures) for one in found.sources),
        tuple(_lines(made, names)),
        tuple(_unit_line(made, one, numbers) for one in made.members),
        tuple(names[one] for one in found.nowhere),
        campaign.groups[0].noun,
    )


def _source_view(source: Contribution, measures: tuple[str, ...]) -> SourceView:
    origin, latest = source.origin, source.latest.source
    said = [vietnamese.moment(latest.at.astimezone())] if latest.at else []
    said += [latest.by] if latest.by else []
    return SourceView(
        origin.file or _BY_HAND,
        origin.sheet,
        ", ".join(said),
        tuple(catalogue().measures[one].short for one in source.measures),
        len(source.subjects),
        tuple(
            vietnamese.count(source.totals[one]) if one in source.totals else "" for one in measures
        ),
        None if origin.by_hand else latest.import_id,
    )


def _lines(made: Reconciled, names: Mapping[SubjectId, str]) -> Iterable[ProblemLine]:
    found = made.found
    for over in found.parts_over:
        yield _over_line(over, names)
    for refusal in found.refusals:
        yield _refused_line(refusal, made, names)
    numbers = {id(one.figure): one.id for one in made.replaced}
    for one in found.disagreements:
        yield _disagreement_line(one, names, numbers[id(one.other)])
    for left_out in made.unnamed:
        yield _unnamed_line(left_out)
    refused = {(one.subject, one.origin) for one in found.refusals}
    for absence in found.absences:
        if (absence.subject, absence.origin) not in refused:
            yield _absent_line(absence, made, names)


def _over_line(over: PartOver, names: Mapping[SubjectId, str]) -> ProblemLine:
    said = "; ".join(f"{short_name(one.measure)}: {source_words(one)}" for one in over.figures)
    return ProblemLine(
        LineKind.OVER,
        over.subject,
        names[over.subject],
        over_words(over).removesuffix("."),
        f"{over_words(over)} Nguồn: {said}. Hỏi lại đơn vị, sửa một trong hai số.",
        over.parts[0].measure,
        over.over.source.import_id,
    )


def _refused_line(
    refusal: Refusal, made: Reconciled, names: Mapping[SubjectId, str]
) -> ProblemLine:
    left_out = made.left_out[refusal]
    record, row = left_out.stored.record, left_out.row
    return ProblemLine(
        LineKind.REFUSED,
        refusal.subject,
        names[refusal.subject],
        f"Dòng {row.row} của {record.file} chưa được nhập",
        _left_out_words(left_out),
        _first_measure(made, refusal.origin),
        left_out.stored.id,
    )


def _unnamed_line(left_out: LeftOut) -> ProblemLine:
    record, row = left_out.stored.record, left_out.row
    return ProblemLine(
        LineKind.UNNAMED,
        None,
        f"«{left_out.name}»",
        f"Dòng {row.row} của {record.file}: tên chưa khớp ai trong danh sách",
        f"{_left_out_words(left_out)} Cho biết là ai ở dưới, rồi nhập lại bảng đó để lấy số.",
        "",
        left_out.stored.id,
        typed=left_out.name,
        likely=left_out.likely,
    )


def _left_out_words(left_out: LeftOut) -> str:
    """Say when a row was left out, by whom and why."""
    record, row = left_out.stored.record, left_out.row
    findings = [
        sentence(Finding(Code(one.code), Place(record.sheet, one.cell, row.row), one.facts))
        for one in row.findings
    ]
    when = vietnamese.moment(record.at.astimezone())
    told = " ".join(findings) or "Xem lại dòng này trong tệp."
    return f"Khi nhập {record.file} ({when}, {record.by}), dòng {row.row} để ngoài. {told}"


def _disagreement_line(
    one: Disagreement, names: Mapping[SubjectId, str], number: int
) -> ProblemLine:
    held, other = value_text(one.held), value_text(one.other)
    short = short_name(one.held.measure)
    return ProblemLine(
        LineKind.DISAGREES,
        one.held.subject,
        names[one.held.subject],
        f"{short[:1].upper()}{short[1:]}: hai nguồn ghi {held} và {other}",
        f"Đang dùng {held}: {source_words(one.held)}. "
        f"Trước đó {other}: {source_words(one.other)}. Số nhập sau được dùng.",
        one.held.measure,
        one.held.source.import_id,
        number,
    )


def _absent_line(absence: Absence, made: Reconciled, names: Mapping[SubjectId, str]) -> ProblemLine:
    lacking = ", ".join(short_name(one) for one in absence.measures)
    others = {
        origin_words(origin_of(figure)): None
        for name in made.measures
        if (figure := made.found.figures.get((absence.subject, name))) is not None
    }
    return ProblemLine(
        LineKind.ABSENT,
        absence.subject,
        names[absence.subject],
        f"Không có trong {origin_words(absence.origin)}",
        f"{origin_words(absence.origin)} không có đơn vị này, còn thiếu: {lacking}. "
        f"Đã có ở: {', '.join(others)}. Chưa có số liệu không tính là 0.",
        absence.measures[0],
    )


def _unit_line(
    made: Reconciled, participant: Participant, numbers: Mapping[Origin, int]
) -> UnitLine:
    who = participant.subject.id
    figures = [made.found.figures.get((who, name)) for name in made.measures]
    return UnitLine(
        who,
        participant.subject.label,
        group_title(made.loaded.campaign, participant.group),
        tuple(value_text(one) if one else MISSING_WORD for one in figures),
        tuple(source_words(one) if one else "" for one in figures),
        tuple(numbers[origin_of(one)] if one else 0 for one in figures),
        made.found.states[who],
        _WORDS[made.found.states[who]],
    )


def _first_measure(made: Reconciled, origin: Origin) -> str:
    """Return a measure a table gives to others, to show its column."""
    given = next((one.measures for one in made.found.sources if one.origin == origin), ())
    return next(iter(given), made.measures[0])


def short_name(measure: str) -> str:
    """Return the short name of a measure within a sentence."""
    return catalogue().measures[measure].short.lower()
