"""The campaigns that the sample tables belong to, and who takes part in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.figures import Figure, Source
from thidua_desktop.domain.subjects import Kind, Participant, Person, SubjectId, Unit
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.headings import find_table
from thidua_desktop.importing.plan import ImportPlan, PlanRequest
from thidua_desktop.importing.planning import make_plan
from thidua_desktop.importing.registers import read_register
from thidua_desktop.importing.sheets import read_book

TABLES = Path(__file__).parents[1] / "files" / "tables"

_DEPARTMENT = (Group("don-vi", "Phòng, đơn vị thuộc, trực thuộc Sở", "Đơn vị"),)
_DISTRICT = (
    Group("co-quan", "Các cơ quan chuyên môn thuộc UBND huyện", "Cơ quan"),
    Group("xa", "UBND các xã, thị trấn", "Xã"),
)
_PROVINCE = (
    Group(
        "tinh",
        "Cấp tỉnh (sở, ban, ngành)",
        "Tỉnh",
        aliases=("Sở ban ngành", "Các sở, ban, ngành", "Cấp tỉnh"),
    ),
    Group(
        "huyen",
        "Cấp huyện",
        "Huyện",
        aliases=("Huyện, thị xã, thành phố", "UBND các huyện, thành phố"),
    ),
    Group("xa", "Cấp xã", "Xã", aliases=("Xã, phường, thị trấn",)),
)
_CENTRE = (
    Group("trung-tam", "Công chức, người lao động của Trung tâm", "Trung tâm", kind=Kind.PERSON),
    Group(
        "mot-cua",
        "Công chức một cửa các sở, ngành; nhân viên Bưu điện, Điện lực, Ngân hàng",
        "Một cửa",
        kind=Kind.PERSON,
    ),
)
GROUPS: Mapping[str, tuple[Group, ...]] = {
    "nui-thanh-2023": _DISTRICT,
    "so-noi-vu-lang-son-2023": _DEPARTMENT,
    "so-tnmt-lang-son-2024": _DEPARTMENT,
    "ubnd-tinh-lang-son-2023": _PROVINCE,
    "ttpvhcc-lang-son-2023": _CENTRE,
}
STARTS = {
    "nui-thanh-2023": date(2023, 6, 1),
    "ubnd-tinh-lang-son-2023": date(2023, 8, 20),
    "so-tnmt-lang-son-2024": date(2024, 6, 15),
}


def participants(campaign: str, register: Path) -> list[Participant]:
    """Read a register into participants numbered from 1."""
    read = read_register(register, GROUPS[campaign])
    units = [
        Participant(Unit(SubjectId(number), one.name, one.short_name), one.group)
        for number, one in enumerate(read.units, 1)
    ]
    people = [
        Participant(Person(SubjectId(number), one.name, one.office, one.birth_date), one.group)
        for number, one in enumerate(read.people, 1)
    ]
    return units + people


def plan_of(
    path: Path,
    campaign: str,
    members: Sequence[Participant],
    existing: Sequence[Figure] = (),
    **choices: object,
) -> ImportPlan:
    """Plan the import of the table that is proposed in a file."""
    book = read_book(path)
    catalogue = load_catalogue()
    request = PlanRequest(
        book,
        find_table(book, catalogue),
        catalogue,
        members,
        GROUPS[campaign],
        existing,
        **{"start": STARTS.get(campaign), **choices},
    )
    return make_plan(request)


def figures_of(plan: ImportPlan) -> list[Figure]:
    """Return what storing the plan would store."""
    return [
        Figure(
            row.subject.id,
            one.measure,
            None if one.timeless else plan.period,
            one.count,
            one.percent,
            one.missing,
            source=Source(plan.file, plan.sheet, one.cell),
        )
        for row in plan.rows
        for one in row.figures
    ]
