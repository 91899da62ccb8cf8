import json
from collections import Counter
from pathlib import Path

import pytest

from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.errors import DataFileError
from thidua_desktop.importing.catalogue import load_catalogue, parse_catalogue

GOOD = """
[measures.a]
name = "Tổng"
short = "T"
unit = "count"
headings = [["Tổng số"]]

[measures.b]
name = "Phần"
short = "P"
unit = "percent"
noun = "%"
headings = [["Nhóm", "Phần"]]

[[sums]]
whole = "a"
parts = ["b"]
"""


def test_every_measure_that_ships_has_a_name_a_short_name_and_headings():
    catalogue = load_catalogue()

    assert len(catalogue.measures) == 48
    for measure in catalogue.measures.values():
        assert measure.name
        assert len(measure.short) <= 22
        assert measure.headings
        assert all(all(path) for path in measure.headings)
    assert catalogue.measures["money_fee"].unit is MeasureUnit.MONEY
    assert catalogue.measures["target_received_online"].unit is MeasureUnit.PERCENT


def test_short_names_and_heading_paths_stand_for_one_measure_only():
    measures = load_catalogue().measures.values()

    paths = Counter(path for one in measures for path in one.headings)
    shorts = Counter(one.short for one in measures)

    assert [path for path, times in paths.items() if times > 1] == []
    assert [short for short, times in shorts.items() if times > 1] == []


def test_the_rules_that_ship_hold_for_the_counts_of_the_sample_tables():
    catalogue = load_catalogue()
    tables = Path(__file__).parent.parent / "files" / "tables"

    checked = 0
    for file in tables.glob("*.expected.json"):
        expected = json.loads(file.read_text("utf-8"))
        warned = {one["code"] for one in expected.get("findings", ())}
        for row in expected.get("rows", ()):
            counts = row.get("values", {})
            for rule in catalogue.parts:
                if {rule.whole, *rule.parts} <= counts.keys():
                    checked += 1
                    assert sum(counts[one] for one in rule.parts) <= counts[rule.whole]
            if "sum-mismatch" not in warned:
                for total in catalogue.sums:
                    if {total.whole, *total.parts} <= counts.keys():
                        checked += 1
                        assert sum(counts[one] for one in total.parts) == counts[total.whole]
    assert checked > 500


def test_a_catalogue_of_ones_own_is_read_from_its_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")

    found = load_catalogue(path)

    assert list(found.measures) == ["a", "b"]
    assert found.measures["b"].noun == "%"
    assert found.measures["a"].noun == "hồ sơ"
    assert (found.sums[0].whole, found.sums[0].parts) == ("a", ("b",))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "Tổng"', 'title = "Tổng"', "measures.a.title"),
        ('unit = "count"', 'unit = "pieces"', "measures.a.unit"),
        ('headings = [["Tổng số"]]', "headings = []", "measures.a.headings"),
        ('headings = [["Tổng số"]]', "headings = [[]]", "measures.a.headings[1]"),
        ('headings = [["Tổng số"]]', 'headings = ["Tổng số"]', "measures.a.headings[1]"),
        ('parts = ["b"]', 'parts = ["c"]', "sums[1].parts[1]"),
        ("[[sums]]", "[sums]", "sums"),
        ("[measures.b]", '[measures."B b"]', "measures.B b"),
    ],
)
def test_a_wrong_catalogue_names_the_file_and_the_key(old, new, key):
    assert GOOD.count(old) == 1

    with pytest.raises(DataFileError) as caught:
        parse_catalogue(GOOD.replace(old, new), file="mine.toml")

    assert (caught.value.file, caught.value.key) == ("mine.toml", key)
