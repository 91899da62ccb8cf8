"""The pictures of the page «Đơn vị»: both tables, an error beside its field, its dialogs."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QDialog, QWidget

from thidua_desktop.assets import resource
from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.unit_views import Member
from thidua_desktop.ui.screens.units import UnitsScreen
from thidua_desktop.ui.screens.units_merge import MergeDialog
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]

_LAST_COMMUNE: Final = "Xã Tam Xuân II"
_TAKEN: Final = "Xã Tam Xuân I"


def _people(screen: Screen, _shown: Shown) -> None:
    _units(screen).tabs.setCurrentIndex(1)


def _refused(screen: Screen, _shown: Shown) -> None:
    units = _units(screen)
    units.show_filter(_LAST_COMMUNE)
    name = units.panel.form.fields[Member.NAME].editor
    name.setProperty("text", _TAKEN)
    units.leave()


def _not_found(screen: Screen, _shown: Shown) -> None:
    _units(screen).search.setText("Tam Kỳ")


def _add_unit(screen: Screen, _shown: Shown) -> QWidget | None:
    return _units(screen).start_adding()


def _add_person(screen: Screen, shown: Shown) -> QWidget | None:
    _people(screen, shown)
    return _units(screen).start_adding()


def _merge(screen: Screen, _shown: Shown) -> QWidget | None:
    units = _units(screen)
    units.show_filter(_LAST_COMMUNE)
    units.find_duplicates(units.panel.row)
    dialog = _dialog(units)
    if isinstance(dialog, MergeDialog) and units.view is not None:
        first, second = (one.id for one in units.view.units[:2])
        dialog.choose(first, second)
    return dialog


def _register(screen: Screen, _shown: Shown) -> QWidget | None:
    units = _units(screen)
    units.work.plan_register(resource("demo/nui-thanh-don-vi.xlsx"))
    return _dialog(units)


def _dialog(units: UnitsScreen) -> QWidget | None:
    shown = [one for one in units.findChildren(QDialog) if one.isVisible()]
    return shown[-1] if shown else None


def _units(screen: Screen) -> UnitsScreen:
    assert isinstance(screen, UnitsScreen)  # noqa: S101 - the scene names this page
    return screen


UNIT_SCENES: Final[tuple[tuple[str, str, bool, Prepare | None], ...]] = (
    ("60-don-vi", POINTS, False, None),
    ("61-don-vi-ca-nhan", TARGETS, False, _people),
    ("62-don-vi-trong", POINTS, True, None),
    ("63-don-vi-khong-ca-nhan", POINTS, False, _people),
    ("64-don-vi-ten-trung", POINTS, False, _refused),
    ("65-don-vi-khong-thay", POINTS, False, _not_found),
    ("66-don-vi-them", POINTS, False, _add_unit),
    ("67-don-vi-them-ca-nhan", TARGETS, False, _add_person),
    ("68-don-vi-gop", POINTS, False, _merge),
    ("69-don-vi-nhap", POINTS, True, _register),
)
