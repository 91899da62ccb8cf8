"""A small campaign by points, with a tie, a missed threshold and a unit without figures."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from thidua_desktop.domain.campaigns import (
    Campaign,
    Group,
    Office,
    Prize,
    RankBy,
    RankingRule,
)
from thidua_desktop.domain.criteria import Comparison, RateCriterion
from thidua_desktop.domain.figures import Figure, FigureBook, Period, Ratio
from thidua_desktop.domain.indicators import Indicator, Target
from thidua_desktop.domain.ranking import Field, rank
from thidua_desktop.domain.readings import Choice, Reading, ReadingOption
from thidua_desktop.domain.scoring import (
    Apply,
    Band,
    Deduct,
    DeductionStep,
    FactorStep,
    RateStep,
    Scoring,
)
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit

NAMES = {
    "online": "Hồ sơ trực tuyến",
    "total": "Tổng số hồ sơ đã giải quyết",
    "late": "Hồ sơ trễ hạn",
}
PERIOD = Period(date(2023, 6, 1), date(2023, 12, 31))
AS_OF = date(2024, 1, 8)
ORDER = Reading(
    "order",
    "Thứ tự tính",
    "Hệ số ghép với điểm thế nào?",
    (
        ReadingOption("document-order", "(Điểm gốc − điểm trừ) × hệ số"),
        ReadingOption("no-coefficient", "Điểm gốc − điểm trừ"),
    ),
)
ONLINE = Indicator(
    "online",
    "Tỷ lệ hồ sơ trực tuyến",
    "Trực tuyến",
    (Ratio(("online",), ("total",)),),
    Target(Fraction(65, 100)),
)
LATE = Indicator("late", "Tỷ lệ trễ hạn", "Trễ hạn", (Ratio(("late",), ("total",)),))
SCORING = Scoring(
    {
        "base": RateStep("base", "Điểm gốc", "online", 100),
        "deduct": DeductionStep(
            "deduct", "Điểm trừ", "late", Fraction(1), Fraction(5), Deduct.PROPORTIONAL
        ),
        "factor": FactorStep(
            "factor",
            "Hệ số hồ sơ",
            "total",
            (Band(0, Fraction(1, 10)), Band(300, Fraction(2, 10))),
            Apply.MULTIPLY,
        ),
    },
    Choice(
        "order",
        {
            "document-order": ("base", "deduct", "factor"),
            "no-coefficient": ("base", "deduct"),
        },
    ),
)
CAMPAIGN = Campaign(
    id="thu",
    name="Đợt thi đua dịch vụ công trực tuyến",
    short="Dịch vụ công",
    theme="Dịch vụ công trực tuyến",
    office=Office("UBND huyện Núi Thành", "UBND tỉnh Quảng Nam", "Núi Thành"),
    start=PERIOD.start,
    end=PERIOD.end,
    stated_days=None,
    subjects_text="",
    legal_bases=(),
    groups=(
        Group(
            "xa",
            "UBND các xã, thị trấn",
            "Xã, thị trấn",
            considered=RateCriterion(
                "share", "Trực tuyến từ 65%", "online", Comparison.AT_LEAST, Fraction(65, 100)
            ),
        ),
        Group("co-quan", "Cơ quan chuyên môn", "Cơ quan: [A/B]"),
    ),
    milestones=(),
    contents=(),
    readings=(ORDER,),
    indicators={"online": ONLINE, "late": LATE},
    ranking=RankingRule(RankBy.POINTS, SCORING),
    prizes=(
        Prize("first", "Giải nhất", "xa", 7_000_000),
        Prize("second", "Giải nhì", "xa", 4_500_000),
    ),
)
BY_TARGETS = replace(
    CAMPAIGN, ranking=RankingRule(RankBy.TARGETS, indicators=("online",), volume=("total",))
)

COUNTS = {
    "UBND xã Tam Hòa": ("xa", 700, 1000, 13),
    "=UBND xã Tam Hải": ("xa", 65002, 100000, 0),
    "UBND xã Tam Anh": ("xa", 64996, 100000, 0),
    "@Phòng Tư pháp": ("co-quan", 200, 250, 1),
    "+Phòng Nội vụ": ("co-quan", 200, 250, 1),
    "-Thanh tra huyện": ("co-quan", 100, 200, 0),
}


def contest(campaign=CAMPAIGN, readings=None):
    """Rank the sample units, and one more that reported nothing."""
    participants, figures = [], []
    for number, (name, (group, online, total, late)) in enumerate(COUNTS.items(), start=1):
        subject = SubjectId(number)
        participants.append(Participant(Unit(subject, name), group))
        figures += [
            Figure(subject, measure, PERIOD, count=count)
            for measure, count in (("online", online), ("total", total), ("late", late))
        ]
    participants.append(Participant(Unit(SubjectId(99), "UBND xã Tam Trà"), "xa"))
    data = Field(participants, FigureBook(figures), NAMES)
    return rank(campaign, data, AS_OF, readings or {})
