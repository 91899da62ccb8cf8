"""The context menu of a row of Xếp hạng: try its figures otherwise, confirm, explain it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.awards import SubjectAwards
from thidua_desktop.services.near_misses import NearMiss


def row_menu(parent: QWidget, line: Any, run: Callable[[str], None]) -> QMenu:
    """Return the menu of a row; `run` carries out a command of the page."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(what_if_words(line), lambda: run("ranking.whatif-row"))
    if isinstance(line, SubjectAwards):
        menu.addAction("Hội đồng xác nhận…", lambda: run("ranking.confirm-row"))
    menu.addSeparator()
    menu.addAction("Sao chép giải thích", lambda: run("ranking.copy"))
    menu.addAction("Lưu giải thích thành PDF…", lambda: run("ranking.why"))
    return menu


def what_if_words(line: Any) -> str:
    """Return what can be tried of a row: `Nếu thêm 1 hồ sơ…` where that would have done."""
    if isinstance(line, NearMiss) and line.remedy is not None and line.needed is not None:
        verb = "bớt" if line.fewer else "thêm"
        return f"Nếu {verb} {vietnamese.count(line.needed)} {line.noun}…"
    who = "người" if line.participant.subject.kind is Kind.PERSON else "đơn vị"
    return f"Nếu số liệu của {who} này khác…"
