"""New parts of a campaign's document, with words that say what is still to be written."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final

from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services import campaign_new_criteria as new_criteria
from thidua_desktop.services.campaign_by_reading import values_by_reading
from thidua_desktop.services.campaign_fields import Document, put_at, value_at
from thidua_desktop.services.campaign_new_criteria import in_table, new_council_criterion
from thidua_desktop.services.campaign_views import Addition


def add_part(document: Document, addition: Addition) -> None:
    """Add a part where the addition says."""
    kind, _, made_for = addition.kind.partition(":")
    if made_for:
        _MADE_FOR[kind](document, addition.path, made_for)
    else:
        _ADDERS[kind](document, addition.path)


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
    return in_table(document, "criteria", "tieu-chuan-chung", every)


def _add_to_list(document: Document, path: str, part: object) -> None:
    put_at(document, path, [*(value_at(document, path) or []), part])


def _add_milestone(document: Document, path: str) -> None:
    part = {"name": "Mốc mới", "day": document["end"], "bound": "by"}
    in_table(document, path, "moc", part)


def _add_content(document: Document, path: str) -> None:
    number = str(len(document.get(path, {})) + 1)
    in_table(document, path, number, {"text": "Nội dung mới (ghi nội dung thi đua)"})


def _add_prize(document: Document, path: str) -> None:
    table, _, group = path.partition(".")
    in_table(document, table, f"{group}-giai", {"name": "Giải mới", "group": group, "amount": 0})


def _add_band(document: Document, path: str) -> None:
    last = value_at(document, path)[-1]
    _add_to_list(document, path, {"from": last["from"] + 100, "factor": last["factor"]})


def _add_award(document: Document, path: str) -> None:
    office = document["office"]
    member = new_council_criterion(document, "Có thành tích tiêu biểu trong đợt thi đua")
    head = office.get("head") or "Thủ trưởng cơ quan"
    every = {"kind": "all", "text": "Tiêu chuẩn", "of": [member]}
    asked = in_table(document, "criteria", "tieu-chuan-khen", every)
    kinds = {group.get("kind", "unit") for group in document.get("groups", {}).values()}
    part = {
        "name": f"Giấy khen của {head}",
        "authority": head,
        "criteria": dict.fromkeys(sorted(kinds, reverse=True), asked),
    }
    in_table(document, path, "khen", part)


def _add_group(document: Document, path: str) -> None:
    part = {"name": "Nhóm mới", "kind": "unit", "ranked": True}
    group = in_table(document, path, "nhom", part)
    if document["ranking"]["by"] == "criteria":
        document["ranking"]["criteria"][group] = _counted_by(document, group)


def _add_indicator(document: Document, path: str) -> None:
    part = {
        "name": "Chỉ tiêu mới",
        "part": ["online_total"],
        "whole": ["resolved_total"],
        "target": {},
    }
    in_table(document, path, "chi-tieu", part)


def _add_step(document: Document, step: Mapping[str, Any]) -> None:
    """Add a step at the end, whichever way the plan is read."""
    name = in_table(document["ranking"], "steps", "buoc", step)
    for order in orders_of(document):
        order.append(name)


def orders_of(document: Document) -> list[list[str]]:
    """Return the orders of the steps: one, or one for each way to read the plan."""
    order = document["ranking"].get("order", [])
    return (
        [one for one in order.values() if isinstance(one, list)]
        if isinstance(order, dict)
        else [order]
    )


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


def _add_tie_break(document: Document, path: str, what: str) -> None:
    kind, _, name = what.partition(":")
    _add_to_list(document, path, {"better": "larger", kind: name})


def _add_goal(document: Document, path: str) -> None:
    in_table(document, path, "muc-tieu", {"text": "Mục tiêu mới (ghi mục tiêu chung)"})


def _add_measured_goal(document: Document, path: str) -> None:
    goal = {
        "text": "Mục tiêu mới: từ 50% (ghi mục tiêu chung)",
        "part": ["online_total"],
        "whole": ["resolved_total"],
        "compare": ">=",
        "percent": "50",
    }
    in_table(document, path, "muc-tieu", goal)


def _add_reading(document: Document, path: str) -> None:
    options = {
        "cach-1": {"text": "Cách hiểu thứ nhất (ghi nội dung)"},
        "cach-2": {"text": "Cách hiểu thứ hai (ghi nội dung)"},
    }
    part = {
        "name": "Chỗ hiểu nhiều cách",
        "question": "Kế hoạch không nói rõ điều gì? (ghi câu hỏi)",
        "options": options,
    }
    in_table(document, path, "cach-hieu", part)


def _add_option(document: Document, path: str) -> None:
    """Add a way to read a rule; it gives every value what the first way gives it."""
    options = value_at(document, path)
    first = next(iter(options))
    added = in_table(options, "", "cach", {"text": "Cách hiểu mới (ghi nội dung)"})
    for _, table in values_by_reading(document, path.split(".")[1]):
        table[added] = deepcopy(table[first])


def _add_ratio(document: Document, path: str) -> None:
    """Add a rate that must reach the target too."""
    ratios = value_at(document, path)
    added = {"part": ["online_total"], "whole": ["resolved_total"]}
    if ratios is None:
        indicator = value_at(document, path.removesuffix(".ratios"))
        first = {"part": indicator.pop("part"), "whole": indicator.pop("whole")}
        indicator["ratios"] = [first, added]
    else:
        ratios.append(added)


_ADDERS: Final[Mapping[str, Callable[[Document, str], None]]] = {
    **new_criteria.ADDERS,
    "legal-base": lambda document, path: _add_to_list(
        document, path, "Căn cứ mới (ghi loại văn bản, số, ngày, nội dung)"
    ),
    "part": lambda document, path: _add_to_list(document, path, {"name": "Thành phần mới"}),
    "milestone": _add_milestone,
    "content": _add_content,
    "goal": _add_goal,
    "goal-rate": _add_measured_goal,
    "prize": _add_prize,
    "band": _add_band,
    "award": _add_award,
    "group": _add_group,
    "indicator": _add_indicator,
    "ratio": _add_ratio,
    "step-factor": _add_factor,
    "reading": _add_reading,
    "option": _add_option,
}
_MADE_FOR: Final[Mapping[str, Callable[[Document, str, str], None]]] = {
    **new_criteria.MADE_FOR,
    "step-rate": _add_rate_step,
    "step-deduction": _add_deduction,
    "order-step": _add_to_list,
    "tie-break": _add_tie_break,
}
