"""An overview as the mock-up shows it, for the tests and pictures of the page."""

from datetime import date
from fractions import Fraction

from thidua_desktop.services.overview_views import (
    CardView,
    Leader,
    LeaderGroup,
    MilestoneMark,
    OverviewView,
    PeriodMark,
    RecentView,
    TaskView,
    TimelineView,
    TrendView,
)

MARKS = (
    MilestoneMark("start", "Phát động", date(2023, 6, 1), done=True, late=False),
    MilestoneMark("end", "Kết thúc", date(2023, 12, 31), done=True, late=False),
    MilestoneMark("freeze", "Chốt số liệu", date(2024, 1, 8), done=False, late=False),
    MilestoneMark("council", "Họp Hội đồng xét giải", date(2024, 1, 12), done=False, late=False),
    MilestoneMark("award", "Trao giải", date(2024, 1, 26), done=False, late=False),
)
PERIODS = tuple(
    PeriodMark(f"T{month}", f"2023-{month:02d}", 28 if month < 12 else 25, 28)
    for month in range(6, 13)
)


def make_timeline(**changes):
    facts = {
        "start": date(2023, 6, 1),
        "end": date(2023, 12, 31),
        "today": date(2024, 1, 5),
        "phase_name": "Thực hiện",
        "phase_days": 214,
        "closing_name": "Tổng kết, trao giải",
        "milestones": MARKS,
        "periods": PERIODS,
        "notices": ("Ngày kết thúc 31/12/2023 là Chủ nhật", "01/01/2024 nghỉ Tết Dương lịch"),
        "caption": "Ngày 5/31 của giai đoạn tổng kết, còn 26 ngày",
        "holidays": {date(2024, 1, 1): "Tết Dương lịch"},
    }
    return TimelineView(**{**facts, **changes})


def make_leaders():
    first = (("Phòng LĐ-TB&XH", "72,52"), ("Phòng Tư pháp", "67,23"), ("Phòng NN&PTNT", "33,88"))
    second = (
        ("Xã Tam Sơn", "77,30"),
        ("Xã Tam Mỹ Tây", "40,44"),
        ("Xã Tam Tiến", "38,84"),
        ("Xã Tam Anh Nam", "35,00"),
        ("Xã Tam Xuân II", "32,42"),
    )
    return tuple(
        LeaderGroup(
            title,
            "điểm",
            tuple(
                Leader(rank, name, score, Fraction(score.replace(",", ".")) / 100, "gold")
                for rank, (name, score) in enumerate(rows, start=1)
            ),
        )
        for title, rows in (
            ("Nhóm 1 · Cơ quan chuyên môn", first),
            ("Nhóm 2 · UBND các xã, thị trấn", second),
        )
    )


CARDS = (
    CardView(
        "people",
        "Đơn vị đã có số liệu",
        "25",
        "/ 28",
        "",
        Fraction(25, 28),
        "Còn thiếu 3 đơn vị",
        "amber",
    ),
    CardView(
        "check-circle",
        "Đủ điều kiện xét giải",
        "16",
        "/ 25",
        "",
        Fraction(16, 25),
        "Nhóm 1: 4 · Nhóm 2: 12",
        "plain",
    ),
    CardView(
        "folder2-open",
        "Văn bản tổng kết",
        "1",
        "/ 4",
        "",
        Fraction(1, 4),
        "Chưa có biên bản, tờ trình, quyết định",
        "plain",
    ),
    CardView(
        "cash-coin",
        "Kinh phí khen thưởng",
        "26.500.000",
        "",
        "đồng",
        None,
        "8 giải cho hai nhóm, kèm Giấy khen",
        "plain",
    ),
)
TASKS = (
    TaskView(
        "exclamation-triangle-fill",
        "amber",
        "3 đơn vị chưa có số liệu tháng 12",
        "Phòng Y tế, Thanh tra huyện, Xã Tam Trà",
        "Hạn hôm nay",
        "amber",
        "figures",
        "missing",
    ),
    TaskView(
        "patch-question",
        "info",
        "Cách hiểu hệ số làm thay đổi giải",
        "Ở cả hai nhóm; Hội đồng cần thống nhất",
        "Cần chọn",
        "info",
        "ranking",
        "readings",
    ),
    TaskView(
        "info-circle",
        "plain",
        "Xã Tam Anh Bắc 64,996%: dưới 65%",
        "Làm tròn thành 65,00% nhưng không đạt",
        "Xem lại",
        "neutral",
        "ranking",
        "Xã Tam Anh Bắc",
    ),
    TaskView(
        "lock",
        "plain",
        "Chốt kết quả trước khi họp Hội đồng",
        "Số liệu lũy kế đến 31/12/2023",
        "08/01",
        "neutral",
        "ranking",
        "",
    ),
    TaskView(
        "calendar",
        "plain",
        "Gửi giấy mời họp Hội đồng",
        "11 thành viên, 14 giờ 00, phòng họp số 1",
        "09/01",
        "neutral",
        "",
        "",
    ),
    TaskView(
        "file-earmark-text",
        "plain",
        "Lập biên bản, tờ trình, quyết định",
        "3 văn bản còn thiếu, số liệu điền sẵn từ bản chốt",
        "12/01",
        "neutral",
        "reports",
        "",
    ),
)
TRENDS = (
    TrendView(
        "Hồ sơ trực tuyến",
        "69,96%",
        "+1,36 so với T11",
        tuple(Fraction(n, 100) for n in (60, 62, 64, 66, 67, 68, 69)),
        Fraction(65, 100),
    ),
    TrendView(
        "Trước hạn và đúng hạn",
        "67,58%",
        "+1,28 so với T11",
        tuple(Fraction(n, 100) for n in (56, 58, 61, 63, 64, 66, 67)),
        None,
    ),
    TrendView(
        "Trễ hạn",
        "0,82%",
        "−0,11 so với T11",
        tuple(Fraction(n, 100) for n in (9, 7, 5, 4, 2, 1, 0)),
        None,
    ),
)


RECENT = (
    RecentView("10:32", "Nhập số liệu tháng 12", "Nguyễn Thị Hà"),
    RecentView("09:15 04/01/2024", "Sửa mốc họp Hội đồng", "Nguyễn Thị Hà"),
)


def make_overview(**changes):
    facts = {
        "subtitle": "Thứ Sáu, 05/01/2024 · nâng cao chất lượng giải quyết thủ tục hành chính",
        "timeline": make_timeline(),
        "cards": CARDS,
        "tasks": TASKS,
        "leaders": make_leaders(),
        "trends": TRENDS,
        "recent": RECENT,
        "provisional": True,
    }
    return OverviewView(**{**facts, **changes})
