"""New criteria, added where they are asked for.

That is the members of a combination, or a place that names a criterion: a second one there makes
a combination of both.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from thidua_desktop.services.campaign_fields import Document, put_at, value_at


@contextmanager
def keeping(document: Document, taken: Mapping[str, Collection[str]]) -> Iterator[None]:
    """Let no new part get an id that something in the file still goes by, by table.

    What the council confirmed stays in the file when its criterion is taken out: a new one must
    not be taken for it.
    """
    held = [
        (document.setdefault(table, {}), name)
        for table, names in taken.items()
        for name in names
        if name not in document.get(table, {})
    ]
    for node, name in held:
        node[name] = {}
    try:
        yield
    finally:
        for node, name in held:
            del node[name]


def free_id(base: str, taken: Mapping[str, object]) -> str:
    """Return `base`, or `base-2` and so on where it is taken."""
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def in_table(document: Document, table: str, base: str, part: Mapping[str, Any]) -> str:
    """Put a part into a table of parts by id; return the id it got."""
    node = document.setdefault(table, {}) if table else document
    name = free_id(base, node)
    node[name] = dict(part)
    return name


def new_council_criterion(document: Document, text: str) -> str:
    """Add a criterion that the council confirms; return its id."""
    part = {"kind": "council", "text": text}
    return in_table(document, "criteria", "tieu-chuan", part)


_TOGETHER: Final = {
    "considered": "Điều kiện xét",
    "condition": "Điều kiện của giải",
}


def _ask_for(document: Document, path: str, criterion: str) -> None:
    """Ask for one more criterion at a place."""
    asked = value_at(document, path)
    if isinstance(asked, list):
        asked.append(criterion)
    elif asked is None:
        put_at(document, path, criterion)
    else:
        text = _TOGETHER.get(path.rpartition(".")[2], "Các tiêu chuẩn")
        every = {"kind": "all", "text": text, "of": [asked, criterion]}
        put_at(document, path, in_table(document, "criteria", "tat-ca", every))


def _add_criterion(document: Document, path: str) -> None:
    added = new_council_criterion(document, "Tiêu chuẩn mới (ghi nội dung Hội đồng xác nhận)")
    _ask_for(document, path, added)


def _add_count_criterion(document: Document, path: str) -> None:
    part = {
        "kind": "count",
        "text": "Số đếm từ 1 trở lên (ghi tên số liệu)",
        "measure": "received_online",
        "compare": ">=",
        "count": 1,
    }
    _ask_for(document, path, in_table(document, "criteria", "so-dem", part))


def _add_rate_criterion(document: Document, path: str, indicator: str) -> None:
    part = {
        "kind": "rate",
        "text": f"{document['indicators'][indicator]['name']} từ 50%",
        "indicator": indicator,
        "compare": ">=",
        "percent": "50",
    }
    _ask_for(document, path, in_table(document, "criteria", "nguong", part))


def _add_target_criterion(document: Document, path: str, indicator: str) -> None:
    part = {
        "kind": "target",
        "text": f"{document['indicators'][indicator]['name']} đạt mức giao",
        "indicator": indicator,
    }
    _ask_for(document, path, in_table(document, "criteria", "dat-giao", part))


def _add_combination(document: Document, path: str, kind: str) -> None:
    member = new_council_criterion(document, "Tiêu chuẩn mới (ghi nội dung Hội đồng xác nhận)")
    part: dict[str, Any] = {"kind": kind, "text": "Nhóm tiêu chuẩn", "of": [member]}
    if kind == "at-least":
        part["need"] = 1
    _ask_for(document, path, in_table(document, "criteria", "nhom-tieu-chuan", part))


def _add_office_criterion(document: Document, path: str, criterion: str) -> None:
    part = {"kind": "office", "text": "Kết quả của đơn vị công tác", "of": criterion}
    _ask_for(document, path, in_table(document, "criteria", "don-vi-cong-tac", part))


ADDERS: Final = {
    "criterion": _add_criterion,
    "criterion-count": _add_count_criterion,
}
MADE_FOR: Final = {
    "criterion": _add_rate_criterion,
    "criterion-target": _add_target_criterion,
    "criterion-some": _add_combination,
    "criterion-office": _add_office_criterion,
    "criterion-same": _ask_for,
}
