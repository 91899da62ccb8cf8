"""A second file for the pictures: the three campaigns of Lạng Sơn that «Xem thử» does not show."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from thidua_desktop import assets
from thidua_desktop.services.campaigns import CampaignService
from thidua_desktop.services.council import CouncilService
from thidua_desktop.services.demo import WRITER
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.units import UnitService, find_participant
from thidua_desktop.store.workspace import Workspace

PROVINCE: Final = "ubnd-tinh-lang-son-2023"
CENTRE: Final = "ttpvhcc-lang-son-2023"
OFFICE: Final = "so-tnmt-lang-son-2024"
_FOLDER: Final = "demo/lang-son"
_COUNCIL: Final = "Hội đồng Thi đua - Khen thưởng"


@dataclass(frozen=True, slots=True)
class Sample:
    """What one campaign of the file is filled with."""

    key: str
    day: date
    """The day the pictures pretend."""
    registers: tuple[Path, ...]
    tables: tuple[Path, ...]
    confirmed: tuple[tuple[str, tuple[str, ...], str], ...]
    """What the council said is met: the criterion, of whom, on what evidence."""


def samples() -> tuple[Sample, ...]:
    """Return what the data file says, in its order."""
    document = tomllib.loads(assets.resource(f"{_FOLDER}/so.toml").read_text("utf-8"))
    return tuple(_sample(one) for one in document["campaigns"])


def make_lang_son_file(path: Path) -> Workspace:
    """Make the file: three campaigns with their units, people, figures and the council's word."""
    first, *others = samples()
    workspace = create_file(path, first.key, first.registers[0], user=WRITER)
    campaigns = CampaignService(workspace)
    for sample in others:
        campaigns.add(sample.key)
    for sample in (first, *others):
        _fill(workspace, sample)
    return workspace


def _fill(workspace: Workspace, sample: Sample) -> None:
    units = UnitService(workspace)
    for register in sample.registers:
        units.load_register(sample.key, register)
    for table in sample.tables:
        order = ImportOrder(accept_warnings=True, skip_errors=True)
        import_table(workspace, sample.key, table, order)
    council = CouncilService(workspace)
    participants = units.participants(sample.key)
    for criterion, names, evidence in sample.confirmed:
        who = [find_participant(participants, one).subject.id for one in names]
        council.confirm(sample.key, who, criterion, met=True, evidence=evidence, who=_COUNCIL)


def _sample(one: dict[str, Any]) -> Sample:
    return Sample(
        one["key"],
        one["day"],
        _paths(one["registers"]),
        _paths(one["tables"]),
        tuple(
            (said["criterion"], tuple(said["who"]), said["evidence"]) for said in one["confirmed"]
        ),
    )


def _paths(names: list[str]) -> tuple[Path, ...]:
    return tuple(assets.resource(f"{_FOLDER}/{name}") for name in names)
