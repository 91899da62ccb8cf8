"""New parts of a campaign's document, with words that say what is still to be written."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.campaign_fields import Document, put_at, value_at
from thidua_desktop.services.campaign_views import Addition


def add_part(document: Document, addition: Addition) -> None:
    """Add a part where the addition says."""
    kind, _, made_for = addition.kind.partition(":")
    if made_for:
        _MADE_FOR[kind](document, addition.path, made_for)
    else:
        _ADDERS[kind](document, addition.path)


def remove_part(document: Document, path: str) -> None:
    """Take a part out; a step leaves the order of the steps, a group what it is counted by."""
    put_at(document, path, None)
    table, _, name = path.rpartition(".")
    ranking = document["ranking"]
    if table == "ranking.steps":
        ranking["order"] = [one for one in ranking["order"] if one != name]
    elif table == "groups":
        ranking.get("criteria", {}).pop(name, None)


def rank_another_way(document: Document, way: str) -> None:
    """Order members in another way; the rule begins anew from what there is.

    InvalidValueError where there is no indicator to order by.
    """
    indicators = list(document.get("indicators", {}))
    if way == "criteria":
        counted = {group: _counted_by(document, group) for group in document.get("groups", {})}
        document["ranking"] = {"by": way, "criteria": counted}
        return
    if not indicators:
        expected = "ít nhất một chỉ tiêu: thêm ở phần «Nội dung và chỉ tiêu» trước"
        raise InvalidValueError("cách xếp hạng", way, expected)
    if way == "targets":
        document["ranking"] = {"by": way, "indicators": indicators, "cap": "1.5"}
        return
    base = {"kind": "rate", "name": "Điểm gốc", "indicator": indicators[0], "scale": 100}
    document["ranking"] = {"by": way, "steps": {"base": base}, "order": ["base"]}


def _counted_by(document: Document, group: str) -> str:
    """Return what members of a group are counted by: what an award or their group asks of them."""
    part = document["groups"][group]
    for award in document.get("awards", {}).values():
        by_kind = award.get("criteria", {})
        asked = award.get("group-criteria", {}).get(group) or by_kind.get(part.get("kind", "unit"))
        if asked:
            return str(asked)
    if "considered" in part:
        return str(part["considered"])
    member = new_council_criterion(document, "Hoàn thành tốt nhiệm vụ của đợt thi đua")
    every = {"kind": "all", "text": "Tiêu chuẩn", "of": [member]}
    return _in_table(document, "criteria", "tieu-chuan-chung", every)


def free_id(base: str, taken: Mapping[str, object]) -> str:
    """Return `base`, or `base-2` and so on where it is taken."""
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def _in_table(document: Document, table: str, base: str, part: Mapping[str, Any]) -> str:
    node = document.setdefault(table, {})
    name = free_id(base, node)
    node[name] = dict(part)
    return name


def _add_to_list(document: Document, path: str, part: object) -> None:
    put_at(document, path, [*(value_at(document, path) or []), part])


def _add_milestone(document: Document, path: str) -> None:
    part = {"name": "Mốc mới", "day": document["end"], "bound": "by"}
    _in_table(document, path, "moc", part)


def _add_content(document: Document, path: str) -> None:
    number = str(len(document.get(path, {})) + 1)
    _in_table(document, path, number, {"text": "Nội dung mới (ghi nội dung thi đua)"})


def _add_prize(document: Document, path: str) -> None:
    table, _, group = path.partition(".")
    _in_table(document, table, f"{group}-giai", {"name": "Giải mới", "group": group, "amount": 0})


def _add_band(document: Document, path: str) -> None:
    last = value_at(document, path)[-1]
    _add_to_list(document, path, {"from": last["from"] + 100, "factor": last["factor"]})


def new_council_criterion(document: Document, text: str) -> str:
    """Add a criterion that the council confirms; return its id."""
    part = {"kind": "council", "text": text}
    return _in_table(document, "criteria", "tieu-chuan", part)


def _add_criterion(document: Document, path: str) -> None:
    added = new_council_criterion(document, "Tiêu chuẩn mới (ghi nội dung Hội đồng xác nhận)")
    _add_to_list(document, path, added)


def _add_award(document: Document, path: str) -> None:
    office = document["office"]
    member = new_council_criterion(document, "Có thành tích tiêu biểu trong đợt thi đua")
    head = office.get("head") or "Thủ trưởng cơ quan"
    every = {"kind": "all", "text": "Tiêu chuẩn", "of": [member]}
    asked = _in_table(document, "criteria", "tieu-chuan-khen", every)
    kinds = {group.get("kind", "unit") for group in document.get("groups", {}).values()}
    part = {
        "name": f"Giấy khen của {head}",
        "authority": head,
        "criteria": dict.fromkeys(sorted(kinds, reverse=True), asked),
    }
    _in_table(document, path, "khen", part)


def _add_group(document: Document, path: str) -> None:
    part = {"name": "Nhóm mới", "kind": "unit", "ranked": True}
    group = _in_table(document, path, "nhom", part)
    if document["ranking"]["by"] == "criteria":
        document["ranking"]["criteria"][group] = _counted_by(document, group)


def _add_considered(document: Document, path: str) -> None:
    member = new_council_criterion(document, "Điều kiện mới (ghi nội dung Hội đồng xác nhận)")
    every = {"kind": "all", "text": "Điều kiện xét", "of": [member]}
    put_at(document, f"{path}.considered", _in_table(document, "criteria", "xet", every))


def _add_indicator(document: Document, path: str) -> None:
    part = {
        "name": "Chỉ tiêu mới",
        "part": ["online_total"],
        "whole": ["resolved_total"],
        "target": {},
    }
    _in_table(document, path, "chi-tieu", part)


def _add_rate_criterion(document: Document, path: str, indicator: str) -> None:
    named = document["indicators"][indicator]["name"]
    part = {
        "kind": "rate",
        "text": f"{named} từ 50%",
        "indicator": indicator,
        "compare": ">=",
        "percent": "50",
    }
    _add_to_list(document, path, _in_table(document, "criteria", "nguong", part))


def _add_step(document: Document, step: Mapping[str, Any]) -> None:
    name = _in_table(document["ranking"], "steps", "buoc", step)
    document["ranking"]["order"] = [*document["ranking"]["order"], name]


def _add_rate_step(document: Document, _path: str, indicator: str) -> None:
    name = f"Điểm {_short(document, indicator)}"
    _add_step(document, {"kind": "rate", "name": name, "indicator": indicator, "scale": 100})


def _add_deduction(document: Document, _path: str, indicator: str) -> None:
    step = {
        "kind": "deduction",
        "name": f"Điểm trừ {_short(document, indicator)}",
        "indicator": indicator,
        "points": "1",
        "most": "5",
        "way": "proportional",
    }
    _add_step(document, step)


def _add_factor(document: Document, _path: str) -> None:
    bands = [{"from": 0, "factor": "0.5"}, {"from": 100, "factor": "1"}]
    step = {
        "kind": "factor",
        "name": "Hệ số hồ sơ",
        "measure": "resolved_total",
        "apply": "multiply",
        "bands": bands,
    }
    _add_step(document, step)


def _short(document: Document, indicator: str) -> str:
    part = document["indicators"][indicator]
    words = str(part.get("short") or part["name"])
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


_ADDERS: Final[Mapping[str, Callable[[Document, str], None]]] = {
    "legal-base": lambda document, path: _add_to_list(
        document, path, "Căn cứ mới (ghi loại văn bản, số, ngày, nội dung)"
    ),
    "part": lambda document, path: _add_to_list(document, path, {"name": "Thành phần mới"}),
    "milestone": _add_milestone,
    "content": _add_content,
    "prize": _add_prize,
    "band": _add_band,
    "criterion": _add_criterion,
    "award": _add_award,
    "group": _add_group,
    "considered": _add_considered,
    "indicator": _add_indicator,
    "step-factor": _add_factor,
}
_MADE_FOR: Final[Mapping[str, Callable[[Document, str, str], None]]] = {
    "criterion": _add_rate_criterion,
    "step-rate": _add_rate_step,
    "step-deduction": _add_deduction,
}
