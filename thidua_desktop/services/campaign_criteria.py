"""Criteria on the page «Đợt thi đua»: nested sentences with their thresholds, and what to add."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    CountCriterion,
    Criterion,
    OfficeCriterion,
    RateCriterion,
    TargetCriterion,
)
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.campaign_fields import value_at
from thidua_desktop.services.campaign_removal import reached_criteria
from thidua_desktop.services.campaign_sections import COMPARISONS, Source
from thidua_desktop.services.campaign_views import Addition, FieldView, Removal, RowView, Typed
from thidua_desktop.services.loading import catalogue

COMBINATIONS: Final = (
    ("đạt tất cả", "all"),
    ("đạt một trong", "any"),
    ("đạt ít nhất", "at-least"),
)
_DEEPEST: Final = 6
_LONGEST: Final = 64


def criterion_rows(source: Source, criterion: Criterion, depth: int = 0) -> Iterator[RowView]:
    """Yield a criterion: its sentence, under it what it compares or what it is made of."""
    place = f"criteria.{criterion.id}"
    text = source.field(f"{place}.text", "Tiêu chuẩn", Typed.LONG)
    match criterion:
        case Combined():
            yield RowView("", (text,), depth, bare=True)
            yield _combination_row(source, criterion, place, depth)
            for number, member in enumerate(criterion.members, 1):
                head, *rest = criterion_rows(source, member, min(depth + 1, _DEEPEST))
                if len(criterion.members) > 1:
                    removal = Removal(f"{place}.of[{number}]", f"tiêu chuẩn «{member.text}»")
                    head = replace(head, removal=removal)
                yield from (head, *rest)
        case OfficeCriterion():
            yield RowView("", (text,), depth, chip="xét ở đơn vị công tác", bare=True)
            yield RowView("", (_office_field(source, criterion, place),), depth, bare=True)
        case CouncilCriterion():
            yield RowView("", (text,), depth, chip="Hội đồng xác nhận", bare=True)
            yield from _confirmed(source, criterion, depth)
        case TargetCriterion():
            yield RowView("", (text,), depth, chip=_target_words(source, criterion), bare=True)
            named = (_indicator(source, place, with_target=True), _limit_kind(source, place))
            yield from _compared(source, place, depth, named, usual=_AS_TARGET)
        case RateCriterion():
            share = source.field(f"{place}.percent", "Ngưỡng", Typed.PERCENT, unit="%")
            targeted = source.campaign.indicators[criterion.indicator].target
            against = (_limit_kind(source, place),) if targeted else ()
            yield RowView("", (text,), depth, bare=True)
            named = (_indicator(source, place), *against)
            yield from _compared(source, place, depth, named, (share,))
        case CountCriterion():
            count = source.field(f"{place}.count", "Ngưỡng", Typed.COUNT)
            measure = source.choice(f"{place}.measure", "Số liệu", measures(), "")
            yield RowView("", (text,), depth, bare=True)
            yield from _compared(source, place, depth, (measure,), (count,))


def _confirmed(source: Source, criterion: Criterion, depth: int) -> Iterator[RowView]:
    """Warn beside the words the council has confirmed: other words may ask for something else."""
    said = source.confirmed.get(criterion.id, ())
    old = tuple(one for one in said if one and one != criterion.text)
    if old:
        words = (
            f"Câu đã sửa sau khi Hội đồng trả lời cho {len(old)} đơn vị, cá nhân (lời cũ: "
            f"«{old[0]}»). Hỏi lại Hội đồng ở trang Xếp hạng, phần Khen thưởng."
        )
        yield RowView(words, depth=depth + 1, chip="theo lời cũ", tone="amber", soft=True)
    elif said:
        words = (
            f"Hội đồng đã trả lời câu này cho {len(said)} đơn vị, cá nhân. Sửa câu thì các câu "
            "trả lời ấy được ghi là theo lời cũ, và phải hỏi lại Hội đồng ở trang Xếp hạng."
        )
        yield RowView(words, depth=depth + 1, chip="đã xác nhận", tone="amber", soft=True)


def _compared(
    source: Source,
    place: str,
    depth: int,
    before: tuple[FieldView, ...],
    after: tuple[FieldView, ...] = (),
    usual: tuple[tuple[str, str], ...] = (),
) -> Iterator[RowView]:
    """Yield the fields of a comparison; `usual` is offered where it may be left out."""
    path = f"{place}.compare"
    offered = (*usual, *COMPARISONS)
    compare = source.rule(path, "So sánh", offered, "" if usual else ">=", optional=bool(usual))
    yield RowView("", (*before, compare, *after), depth, bare=True)
    yield from option_rows(source, path, "So sánh", COMPARISONS, depth)


_AS_TARGET: Final = (("như mức giao", ""),)
_LIMIT_KINDS: Final = (("ngưỡng riêng", "rate"), ("mức giao", "target"))


def _limit_kind(source: Source, place: str) -> FieldView:
    """Return the choice between a threshold of its own and the indicator's target."""
    return source.choice(f"{place}.kind", "So với", _LIMIT_KINDS, "rate")


def _target_words(source: Source, criterion: TargetCriterion) -> str:
    """Say which target it is, where there is one for all."""
    target = source.campaign.indicators[criterion.indicator].target
    if target is None or target.share is None or target.by_group or target.measure:
        return "theo mức giao"
    raised = " rồi tăng thêm" if target.uplift else ""
    return f"theo mức giao {vietnamese.threshold_percent(target.share)}{raised}"


def option_rows(
    source: Source,
    path: str,
    name: str,
    choices: tuple[tuple[str, str], ...],
    depth: int = 0,
) -> Iterator[RowView]:
    """Yield the value of each way to read a rule; nothing where it depends on no reading."""
    if source.is_by_reading(path):
        for words, place in source.ways_of(path):
            field = source.choice(place, name, choices, "", words)
            yield RowView(f"Khi hiểu «{words}»:", (field,), depth + 1, bare=True)


def _indicator(source: Source, place: str, *, with_target: bool = False) -> FieldView:
    offered = indicators(source, with_target=with_target)
    return source.choice(f"{place}.indicator", "Chỉ tiêu", offered, "")


def indicators(source: Source, *, with_target: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the indicators as choices."""
    every = source.campaign.indicators.values()
    return tuple((one.short, one.id) for one in every if one.target or not with_target)


def measures() -> tuple[tuple[str, str], ...]:
    """Return the measures as choices."""
    return tuple((name, key) for key, name in catalogue().names.items())


def _combination_row(source: Source, one: Combined, place: str, depth: int) -> RowView:
    many = len(one.members)
    kind = source.choice(f"{place}.kind", "Cách ghép", COMBINATIONS, "all")
    fields = [kind]
    if value_at(source.document, f"{place}.need") is not None:
        fields.append(source.field(f"{place}.need", "Ít nhất", Typed.COUNT))
        return RowView("", tuple(fields), depth, chip=f"trong {many} tiêu chuẩn sau", bare=True)
    return RowView("", tuple(fields), depth, chip=f"{many} tiêu chuẩn sau", bare=True)


def _office_field(source: Source, one: OfficeCriterion, place: str) -> FieldView:
    offered = tuple((words, name) for name, words in _named(source) if name != one.id)
    return source.choice(f"{place}.of", "Tiêu chuẩn của đơn vị", offered, "")


def _named(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the id and words of every criterion that some rule asks for."""
    reached = reached_criteria(source.document)
    for name, part in source.document.get("criteria", {}).items():
        if name in reached:
            words = str(part["text"])
            yield name, words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def additions_to(
    source: Source,
    path: str,
    criterion: Criterion | None,
    what: str = "tiêu chuẩn",
    *,
    kind: Kind | None = None,
) -> tuple[Addition, ...]:
    """Return what can be asked for besides, at the place `path` that names `criterion` now.

    Every kind of criterion, and each one that another rule asks for already. The unit a person
    works in is offered for groups of people, and where `kind` is not known.
    """
    place = f"criteria.{criterion.id}.of" if isinstance(criterion, Combined) else path
    menu = f"Thêm {what}"
    found = [Addition(place, "criterion", "Hội đồng xác nhận", menu)]
    for one in source.campaign.indicators.values():
        found.append(Addition(place, f"criterion:{one.id}", f"Ngưỡng của {one.short}", menu))
        if one.target:
            words = f"Mức giao của {one.short}"
            found.append(Addition(place, f"criterion-target:{one.id}", words, menu))
    found.append(Addition(place, "criterion-count", "Theo một số đếm", menu))
    for words, name in COMBINATIONS:
        found.append(Addition(place, f"criterion-some:{name}", f"Nhóm tiêu chuẩn: {words}", menu))
    named = tuple(_named(source))
    if kind is not Kind.UNIT and named:
        words = "Kết quả của đơn vị công tác"
        found.append(Addition(place, f"criterion-office:{named[0][0]}", words, menu))
    inside = set(_within(criterion)) if criterion else set()
    holding = _holding(source, criterion)
    found += [
        Addition(place, f"criterion-same:{name}", f"Dùng lại: {words}", menu)
        for name, words in named
        if name not in inside | holding
    ]
    return tuple(found)


def _within(criterion: Criterion) -> Iterator[str]:
    yield criterion.id
    if isinstance(criterion, Combined):
        for member in criterion.members:
            yield member.id


def _holding(source: Source, criterion: Criterion | None) -> set[str]:
    """Return the criteria that `criterion` is part of: it may not become part of itself."""
    if criterion is None:
        return set()
    every = source.document.get("criteria", {})
    found, wanted = {criterion.id}, 0
    while len(found) != wanted:
        wanted = len(found)
        for name, part in every.items():
            of = part.get("of", ())
            if found.intersection([of] if isinstance(of, str) else of):
                found.add(name)
    return found
