"""The pictures of the import page beyond its four steps: several files, memory, old text."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QWidget

from thidua_desktop import assets
from thidua_desktop.services.demo import DAY, POINTS
from thidua_desktop.services.result_tables import save_ranking
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.screens.importing.page import ImportPage
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow

_MORE: Final = ("bo-sung-thanh-tra.xlsx", "bo-sung-cac-xa.xlsx", "bao-cao.pdf.xlsx")
_HEAD_LINES, _LARGE_SIZE = 200, 90 * 1024 * 1024
_NEW_UNIT: Final = "Trung tâm Phục vụ hành chính công"
_LONG_NAME: Final = "Ủy ban nhân dân xã Tam Xuân Đông (mới sắp xếp)"


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow

    @property
    def table(self) -> Path:
        """Return a table with problems."""


Prepare = Callable[[Screen, Shown], QWidget | None]


def _page(screen: Screen) -> ImportPage:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    return screen.importing


def _start(screen: Screen, *paths: Path) -> ImportPage:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    screen.start_import(paths)
    return screen.importing


def _changed(shown: Shown, name: str, cells: dict[str, str | int]) -> Path:
    """Write the table of the demonstration with other cells under another name."""
    from openpyxl import load_workbook

    path = shown.table.parent / name
    workbook = load_workbook(assets.resource("demo/nui-thanh-2023-12.xlsx"))
    for cell, value in cells.items():
        workbook.worksheets[0][cell] = value
    workbook.save(path)
    return path


def _queue(screen: Screen, shown: Shown) -> None:
    first = _changed(shown, _MORE[0], {"C21": 1500})
    second = _changed(shown, _MORE[1], {"C34": 2780})
    broken = shown.table.parent / _MORE[2]
    broken.write_bytes(b"%PDF-1.7 khong phai bang tinh")
    page = _start(screen, broken, first, shown.table, second)
    page.next_step()
    page.skip_file()
    page.show_files()
    page.file_step.queue.table.choose(lambda one: one.path == broken)


def _several(screen: Screen, shown: Shown) -> None:
    second = _changed(shown, _MORE[1], {"C34": 2780})
    _start(screen, shown.table, second)


def _problem_in_sheet(screen: Screen, shown: Shown) -> None:
    page = _start(screen, shown.table)
    page.next_step()
    page.next_step()
    page.review_step.show_place("G18", 18)


def _new_unit(screen: Screen, shown: Shown) -> None:
    page = _start(screen, _changed(shown, "don-vi-moi.xlsx", {"B39": _NEW_UNIT, "C12": "3,000"}))
    page.next_step()
    page.next_step()
    card = next(one for one in page.review_step.panel.cards if one.problem.ask == "unit")
    if card.new is not None:
        card.new.setChecked(True)


def _old_text(screen: Screen, shown: Shown) -> None:
    _start(screen, _legacy_table(shown))


def _old_text_choice(screen: Screen, shown: Shown) -> QWidget | None:
    return _start(screen, _legacy_table(shown)).show_legacy()


def _legacy_table(shown: Shown) -> Path:
    """Write a table whose names were typed in TCVN3, with the font forgotten on the way."""
    names: dict[str, str | int] = {
        "B11": "Phßng Néi vô",
        "B12": "Phßng T\u00ad ph¸p",
        "B25": "X· Tam Anh Nam",
        "B26": "X· Tam H¶i",
        "B27": "X· Tam HiÖp",
        "B30": "X· Tam Mü §«ng",
        "B31": "ñy ban nh©n d©n x· Tam NghÜa",
        "B34": "X· Tam S¬n",
        "B36": "X· Tam TiÕn",
    }
    return _changed(shown, "phong-chu-cu.xlsx", names)


def _large(screen: Screen, shown: Shown) -> None:
    path = shown.table.parent / "so-lieu-10-nam.csv"
    with path.open("wb") as stream:
        stream.write("STT;Tên đơn vị;Tổng số hồ sơ đã giải quyết\n".encode() * _HEAD_LINES)
        stream.truncate(_LARGE_SIZE)
    _start(screen, path)


def _titles_only(screen: Screen, shown: Shown) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet("Công văn", 0)
    for line in ("CÔNG VĂN", "Kính gửi: UBND huyện", "Số liệu tháng 12 năm 2023", "Gửi kèm", "./."):
        sheet.append([line])
    path = shown.table.parent / "cong-van-gui-kem.xlsx"
    book.save(path)
    _start(screen, path)


def _result_sheet(screen: Screen, shown: Shown) -> None:
    """Choose the ranking in a workbook of ours: it is no table of figures."""
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    path = shown.table.parent / "Xếp hạng.xlsx"
    save_ranking(screen.office.workspace, POINTS, DAY, {}, path, replace=True)
    _start(screen, path).sheet_step.sheets.setCurrentRow(1)


def _mappings(screen: Screen, _shown: Shown) -> None:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    screen.show_mappings()


def _refused(screen: Screen, shown: Shown) -> None:
    """Show why a file is refused, beside files used before."""
    broken = shown.table.parent / _MORE[2]
    broken.write_bytes(b"%PDF-1.7 khong phai bang tinh")
    for number in range(1, 6):
        cells: dict[str, str | int] = {"C21": number}
        name = f"tong-hop-cong-thang-{number:02d}-2023.xlsx"
        _start(screen, _changed(shown, name, cells)).leave()
    _start(screen, broken)


def _strange_names(screen: Screen, shown: Shown) -> None:
    """Show names nobody knows, one of them long."""
    names: dict[str, str | int] = {"B39": _NEW_UNIT, "B38": "Xã Tam Xuân", "B37": _LONG_NAME}
    _start(screen, _changed(shown, "ten-la.xlsx", names)).next_step()


def _strange_names_reviewed(screen: Screen, shown: Shown) -> None:
    _strange_names(screen, shown)
    page = _page(screen)
    page.next_step()
    page.review_step.panel.cards[0].focus_choice()


def _nameless(screen: Screen, shown: Shown) -> None:
    """Show a name that is a formula nobody calculated."""
    table = _changed(shown, "ten-la-cong-thuc.xlsx", {"B34": "=Danh_sach!B2", "C34": 2780})
    _start(screen, table).next_step()


def _nameless_reviewed(screen: Screen, shown: Shown) -> None:
    _nameless(screen, shown)
    _page(screen).next_step()


def _known_columns(screen: Screen, shown: Shown) -> None:
    _start(screen, shown.table).next_step()


IMPORT_SCENES: Final[tuple[tuple[str, str, bool, Prepare], ...]] = (
    ("08b-nhap-nhieu-tep", POINTS, False, _queue),
    ("09b-nhap-tep-1-tren-2", POINTS, False, _several),
    ("10b-nhap-ghep-nhu-lan-truoc", POINTS, False, _known_columns),
    ("11b-nhap-o-co-van-de", POINTS, False, _problem_in_sheet),
    ("11c-nhap-don-vi-moi", POINTS, False, _new_unit),
    ("31-nhap-chu-cu", POINTS, False, _old_text),
    ("32-nhap-chu-cu-hai-cach", POINTS, False, _old_text_choice),
    ("33-cach-ghep-da-nho", POINTS, False, _mappings),
    ("34-cach-ghep-chua-co", POINTS, True, _mappings),
    ("140-nhap-tep-bi-tu-choi", POINTS, False, _refused),
    ("141-nhap-ten-la", POINTS, False, _strange_names),
    ("142-nhap-ten-la-xem-lai", POINTS, False, _strange_names_reviewed),
    ("143-nhap-ten-chua-tinh", POINTS, False, _nameless),
    ("144-nhap-ten-chua-tinh-xem-lai", POINTS, False, _nameless_reviewed),
    ("136-nhap-tep-lon", POINTS, False, _large),
    ("137-nhap-khong-co-bang", POINTS, False, _titles_only),
    ("138-nhap-trang-ket-qua", POINTS, False, _result_sheet),
)
"""Name, campaign, whether of the empty file, and what to do first."""
