"""Every command of the window as data: where it stands, its words, its keys.

A command appears only where something handles it, so nothing on a menu does nothing. Keys that
belong to the focused field (copy, paste) are shown but handled by the page itself.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; `needs_file` hides it until a workbook is open; a new `block`, a line."""

    key: str
    menu: str
    words: str
    keys: str = ""
    icon: str = ""
    needs_file: bool = True
    checkable: bool = False
    block: int = 0


MENUS: Final = {
    "Tệp": "&Tệp",
    "Sửa": "&Sửa",
    "Xem": "&Xem",
    "Đợt thi đua": "Đợt thi đ&ua",
    "Đơn vị": "Đơn &vị",
    "Số liệu": "Số &liệu",
    "Xếp hạng": "Xếp hạn&g",
    "Hồ sơ": "&Hồ sơ",
    "Trợ giúp": "T&rợ giúp",
}
"""The menus in their order, with the letter that opens each together with Alt."""

_CONFIRM: Final = ("Ctrl+Shift+H", "check-lg")
_DECISIONS: Final = ("Ctrl+Shift+Q", "bank")
_MONEY: Final = ("Ctrl+Shift+T", "cash-stack")

COMMANDS: Final = (
    Command("file.new", "Tệp", "Tạo sổ mới…", "Ctrl+N", "journal-plus", needs_file=False),
    Command("file.open", "Tệp", "Mở sổ…", "Ctrl+O", "folder2-open", needs_file=False),
    Command("file.demo", "Tệp", "Xem thử với dữ liệu mẫu", "", "play-fill", needs_file=False),
    Command("file.add_campaign", "Tệp", "Thêm đợt thi đua…", "", "flag", block=1),
    Command("file.backup", "Tệp", "Sao lưu ngay", "", "shield-check", block=2),
    Command("file.restore", "Tệp", "Khôi phục bản sao lưu…", "", "clock-history", block=2),
    Command("file.folder", "Tệp", "Mở thư mục chứa sổ", "", "folder", block=2),
    Command("file.close", "Tệp", "Đóng sổ", "Ctrl+W", block=3),
    Command("file.quit", "Tệp", "Thoát", "Ctrl+Q", needs_file=False, block=3),
    Command("edit.undo", "Sửa", "Hoàn tác", "Ctrl+Z", "arrow-counterclockwise"),
    Command("edit.redo", "Sửa", "Làm lại", "Ctrl+Y", "arrow-clockwise"),
    Command("edit.find", "Sửa", "Tìm đơn vị, trang, lệnh…", "Ctrl+K", "search", block=1),
    Command("view.rail", "Xem", "Thu gọn thanh bên", "Ctrl+B", checkable=True, block=1),
    Command("view.larger", "Xem", "Chữ to hơn", "Ctrl++", needs_file=False, block=2),
    Command("view.smaller", "Xem", "Chữ nhỏ hơn", "Ctrl+-", needs_file=False, block=2),
    Command("view.usual", "Xem", "Cỡ chữ 100%", "Ctrl+0", needs_file=False, block=2),
    Command("view.system", "Xem", "Màu theo Windows", needs_file=False, checkable=True, block=3),
    Command("view.light", "Xem", "Nền sáng", "", "sun", needs_file=False, checkable=True, block=3),
    Command("view.dark", "Xem", "Nền tối", "", "moon", needs_file=False, checkable=True, block=3),
    Command("view.full", "Xem", "Toàn màn hình", "F11", needs_file=False, checkable=True, block=4),
    Command("campaign.preset", "Đợt thi đua", "Lưu thành mẫu…", "", "download"),
    Command("campaign.calendar", "Đợt thi đua", "Xuất lịch .ics…", "", "calendar-event"),
    Command("units.add", "Đơn vị", "Thêm đơn vị, cá nhân…", "", "plus-lg"),
    Command("units.import", "Đơn vị", "Nhập danh sách…", "", "box-arrow-in-down", block=1),
    Command("units.export", "Đơn vị", "Xuất danh sách…", "", "download", block=1),
    Command("units.history", "Đơn vị", "Ghi khen thưởng đã có…", "", "award", block=2),
    Command("units.merge", "Đơn vị", "Gộp trùng…", "", "files", block=2),
    Command("figures.import", "Số liệu", "Nhập bảng tính…", "Ctrl+I", "box-arrow-in-down"),
    Command("figures.units", "Số liệu", "Nhập danh sách đơn vị…", "", "people"),
    Command("figures.missing", "Số liệu", "Đơn vị chưa có số liệu", "", "filter", block=1),
    Command("figures.targets", "Số liệu", "Mức giao…", "", "flag", block=1),
    Command("figures.reconcile", "Số liệu", "Đối chiếu hai nguồn", "Ctrl+D", "files", block=1),
    Command("figures.trend", "Số liệu", "Diễn biến qua các kỳ", "Ctrl+T", "graph-up", block=1),
    Command("figures.history", "Số liệu", "Lịch sử nhập", "", "clock-history", block=1),
    Command("figures.mappings", "Số liệu", "Cách ghép đã nhớ", "Ctrl+Shift+I", "table", block=1),
    Command(
        "figures.remind", "Số liệu", "Đôn đốc đơn vị chưa có số liệu…", "", "envelope", block=2
    ),
    Command("figures.export", "Số liệu", "Xuất số liệu…", "Ctrl+E", "download", block=2),
    Command("figures.template", "Số liệu", "Bảng mẫu trống để đơn vị điền…", "", "table", block=2),
    Command("figures.template_one", "Số liệu", "Bảng trống của đơn vị đang chọn…", block=2),
    Command("ranking.freeze", "Xếp hạng", "Chốt kết quả…", "", "lock-fill"),
    Command("ranking.withdraw", "Xếp hạng", "Rút bản chốt…", "", "arrow-counterclockwise"),
    Command("ranking.snapshots", "Xếp hạng", "Các bản chốt…", "Ctrl+Shift+B", "files"),
    Command("ranking.late", "Xếp hạng", "Số liệu nộp sau khi chốt…", "", "clock-history"),
    Command("ranking.ledger", "Xếp hạng", "Sổ số liệu nộp muộn…", "Ctrl+Shift+M", "clock"),
    Command("ranking.confirm", "Xếp hạng", "Hội đồng xác nhận…", *_CONFIRM, block=1),
    Command("ranking.decisions", "Xếp hạng", "Quyết định của Hội đồng…", *_DECISIONS, block=1),
    Command("ranking.compare", "Xếp hạng", "So sánh các cách hiểu", "", "list-ol", block=1),
    Command("ranking.misses", "Xếp hạng", "Suýt đạt", "", "filter", block=1),
    Command("ranking.whatif", "Xếp hạng", "Nếu… thì… (mô phỏng)", "", "sliders", block=1),
    Command("ranking.awards", "Xếp hạng", "Khen thưởng", "", "award", block=1),
    Command("ranking.goals", "Xếp hạng", "Mục tiêu chung…", "", "flag", block=1),
    Command("ranking.money", "Xếp hạng", "Tiền thưởng, chỉ tiêu, căn cứ…", *_MONEY, block=1),
    Command("ranking.copy", "Xếp hạng", "Sao chép giải thích", "", "clipboard", block=2),
    Command("ranking.why", "Xếp hạng", "Lưu giải thích thành PDF…", "", "printer", block=2),
    Command("ranking.xlsx", "Xếp hạng", "Xuất bảng tính…", "", "file-earmark-spreadsheet", block=3),
    Command("ranking.pdf", "Xếp hạng", "Xuất PDF…", "", "file-earmark-pdf", block=3),
    Command("ranking.awards_xlsx", "Xếp hạng", "Xuất danh sách khen thưởng…", "", "award", block=3),
    Command("reports.new", "Hồ sơ", "Lập báo cáo thành tích…", "", "file-earmark-plus"),
    Command("reports.print", "Hồ sơ", "In…", "Ctrl+P", "printer", block=1),
    Command("reports.pdf", "Hồ sơ", "Lưu PDF…", "Ctrl+Shift+P", "file-earmark-pdf", block=1),
    Command("reports.word", "Hồ sơ", "Lưu Word…", "", "file-earmark-word", block=1),
    Command("reports.summary", "Hồ sơ", "Lưu biểu tóm tắt thành tích…", "", "table", block=2),
    Command("help.keys", "Trợ giúp", "Phím tắt", "F1", needs_file=False),
    Command("help.about", "Trợ giúp", "Giới thiệu Thi Đua", "", "info-circle", needs_file=False),
)
