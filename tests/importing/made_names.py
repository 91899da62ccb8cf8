"""Invented bodies and people, and the ways their names are typed."""

import unicodedata
from random import Random

from importing.campaigns_of_tables import GROUPS

from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit

_HEADS = ("Tam", "An", "Hòa", "Bình", "Yên", "Quảng", "Vân", "Hoàng", "Tân", "Đại", "Mỹ", "Cư")
_TAILS = ("Sơn", "Hải", "Thủy", "Lộc", "Thạch", "Lý", "Khê", "Trạch", "Kim", "Phú", "Ngọc", "Hưng")
_OFFICES = (
    "Nội vụ",
    "Tư pháp",
    "Tài chính - Kế hoạch",
    "Tài nguyên và Môi trường",
    "Lao động - Thương binh và Xã hội",
    "Văn hóa và Thông tin",
    "Giáo dục và Đào tạo",
    "Y tế",
    "Nông nghiệp và Phát triển nông thôn",
    "Kinh tế và Hạ tầng",
    "Kế hoạch và Đầu tư",
    "Khoa học và Công nghệ",
    "Văn hóa, Thể thao và Du lịch",
    "Công Thương",
    "Xây dựng",
    "Giao thông vận tải",
)
_BRANCHES = ("Cao Lộc", "Bình Gia", "Đình Lập", "Lộc Bình", "Văn Quan", "Tràng Định")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Hoàng", "Vi", "Nông", "Đặng", "Lương", "Triệu", "Hà")
_MIDDLES = ("Thị", "Văn", "Thu", "Quang", "Thị Kim", "Đức", "Ngọc", "Hồng")
_GIVENS = ("Thúy", "Hòa", "Quỳnh", "Hương", "Tuấn", "Lan", "Dung", "Hà", "Phượng", "Ngà", "Thủy")


def made_members(chance: Random, campaign: str) -> list[Participant]:
    """Return invented participants of a campaign, group by group."""
    groups = GROUPS[campaign]
    found: list[Participant] = []
    if campaign.startswith("ttpvhcc"):
        offices = [f"Sở {one}" for one in chance.sample(_OFFICES, 5)]
        names = {
            f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVENS)}"
            for _ in range(14)
        }
        for number, name in enumerate(sorted(names)):
            group = groups[number % 2].id
            found.append(
                Participant(Person(SubjectId(number + 1), name, chance.choice(offices)), group)
            )
        twin = found[0].subject
        other = next(one for one in offices if one != twin.office)
        found.append(Participant(Person(SubjectId(99), twin.name, other), groups[0].id))
        return sorted(found, key=lambda one: one.group)
    for group in groups:
        for name in _unit_names(chance, group.id, campaign):
            found.append(Participant(Unit(SubjectId(len(found) + 1), name), group.id))
    return found


def _unit_names(chance: Random, group: str, campaign: str) -> list[str]:
    communes = chance.sample([f"{a} {b}" for a in _HEADS for b in _TAILS], 12)
    match group:
        case "xa":
            twins = [
                f"Xã {communes[0]} {one}" for one in chance.choice((("I", "II"), ("Đông", "Tây")))
            ]
            return [*twins, f"Thị trấn {communes[1]}", *(f"Xã {one}" for one in communes[2:])]
        case "huyen":
            return [f"Huyện {one}" for one in communes[:6]] + [f"Thành phố {communes[7]}"]
        case "tinh":
            return [f"Sở {one}" for one in chance.sample(_OFFICES, 9)] + ["Ban Dân tộc"]
        case "co-quan":
            return [f"Phòng {one}" for one in chance.sample(_OFFICES, 8)] + ["Thanh tra huyện"]
    if campaign.startswith("so-tnmt"):
        branches = [
            f"Chi nhánh Văn phòng Đăng ký đất đai huyện {one}"
            for one in chance.sample(_BRANCHES, 5)
        ]
        return ["Văn phòng Sở", "Phòng Quản lý đất đai", "Chi cục Bảo vệ môi trường", *branches]
    rooms = (
        "Tổ chức, biên chế",
        "Công chức, viên chức",
        "Cải cách hành chính",
        "Văn thư - Lưu trữ",
    )
    return ["Văn phòng Sở", "Thanh tra Sở", *(f"Phòng {one}" for one in rooms), "Ban Tôn giáo"]


_OLD_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "úy": "uý", "ủy": "uỷ", "ùy": "uỳ"}
_SHORT = {
    "Tài nguyên và Môi trường": "TN&MT",
    "Lao động - Thương binh và Xã hội": "LĐ-TB&XH",
    "Nông nghiệp và Phát triển nông thôn": "NN&PTNT",
    "Giáo dục và Đào tạo": "GD&ĐT",
    "Kế hoạch và Đầu tư": "KH&ĐT",
    "Văn hóa, Thể thao và Du lịch": "VH,TT&DL",
    "Khoa học và Công nghệ": "KH&CN",
    "Đăng ký đất đai": "ĐKĐĐ",
}


def typed(chance: Random, name: str, *, person: bool = False) -> str:
    """Return a name as people type it; still surely the same."""
    old = short = name
    for new, before in _OLD_TONES.items():
        old = old.replace(new, before)
    for long, abbreviated in _SHORT.items():
        short = short.replace(long, abbreviated)
    ways = [*[name] * 6, name.upper(), old, unicodedata.normalize("NFD", name)]
    ways.append(f" {name.replace(' ', chance.choice(('  ', chr(160))), 1)} ")
    ways.append(name.replace(" - ", chance.choice((" – ", "-", " -"))))
    ways.append(name.replace(" và ", " & "))
    if not person:
        ways.append(short)
    if name.startswith(("Xã", "Huyện", "Thị trấn")):
        council = chance.choice(("UBND", "Ủy ban nhân dân", "UỶ BAN NHÂN DÂN"))
        ways.append(f"{council} {name}")
    return chance.choice(ways)
