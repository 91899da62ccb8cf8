"""Good tables, damaged at random: nothing but a plan or an error we expect ever comes out."""

import io
import json
import random
import zipfile

import pytest
from importing.campaigns_of_tables import TABLES, participants, plan_of

from thidua_desktop.errors import AppError
from thidua_desktop.importing.plan import ImportPlan

FAST, SLOW = 300, 10_000
ENDING = ".expected.json"
KEYS = {
    path.name.removesuffix(ENDING): json.loads(path.read_text("utf-8"))
    for path in sorted(TABLES.glob(f"*{ENDING}"))
}
TEXTS = (
    b"-1",
    b"1e400",
    b"9" * 400,
    b"nan",
    b"#REF!",
    b"%",
    b"=",
    b'"',
    b"<",
    b"&",
    b"\0",
    b"\xff",
)
WORDS = ("STT", "Tên đơn vị", "Tổng cộng", "Trong đó", "Tỷ lệ", "Số lượng: 1\nTỷ lệ: 2", "1.1", "I")


@pytest.fixture(scope="module")
def members():
    return {
        key["campaign"]: participants(key["campaign"], TABLES / key["register"])
        for key in KEYS.values()
    }


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Change, cut, double or fill in a few places."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(found) + 1)
        length = chance.choice((1, 2, 4, 16, 300))
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del found[at : at + length]
            case 2:
                found[at:at] = found[at : at + length]
            case 3:
                found[at:at] = chance.choice((*TEXTS, chance.choice(WORDS).encode()))
            case _:
                other = chance.randrange(len(found) + 1)
                found[at : at + length] = found[other : other + length]
    return bytes(found[: chance.randrange(len(found) + 1)] if chance.random() < 0.1 else found)


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """Damage one part of a zip, so that the zip itself stays whole."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        chosen = chance.choice([one for one in names if one.endswith((".xml", ".rels"))])
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == chosen else part)
    return packed.getvalue()


def came_out(tmp_path, members, seed):
    """Return what importing one damaged table gives."""
    chance = random.Random(seed)  # noqa: S311 - damage that can be repeated
    name = chance.choice(sorted(KEYS))
    content = (TABLES / name).read_bytes()
    is_zip = content.startswith(b"PK")
    damage = damaged_inside if is_zip and chance.random() < 0.8 else damaged
    path = tmp_path / "a.xlsx"
    path.write_bytes(damage(content, chance))
    campaign = KEYS[name]["campaign"]
    try:
        return plan_of(path, campaign, members[campaign], month="2023-12")
    except AppError as error:
        return error


def check(tmp_path, members, seeds):
    for seed in seeds:
        found = came_out(tmp_path, members, seed)
        if isinstance(found, AppError):
            continue
        assert isinstance(found, ImportPlan), seed
        rows = [one.row for one in (*found.rows, *found.excluded)]
        assert len(rows) == len(set(rows)), seed
        for figure in (one for row in found.rows for one in row.figures):
            given = (figure.count, figure.percent, figure.missing)
            assert sum(one is not None for one in given) == 1, seed
            assert figure.count is None or figure.count >= 0, seed


def test_damaged_tables_give_findings_or_expected_errors(tmp_path, members):
    check(tmp_path, members, range(FAST))


@pytest.mark.slow
def test_ten_thousand_damaged_tables_give_findings_or_expected_errors(tmp_path, members):
    check(tmp_path, members, range(FAST, FAST + SLOW))
