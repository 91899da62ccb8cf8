"""The law as data: what it may say, and what is refused with its place."""

import pytest

from thidua_desktop import assets
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import DataFileError
from thidua_desktop.importing.legal import FILE, load_law, parse_law

TEXT = assets.resource(FILE).read_text("utf-8")


def test_the_law_that_ships_is_read_with_its_bases_and_sources():
    law = load_law()

    assert [one.id for one in law.regimes] == ["nd91", "nd98", "nd152"]
    assert law.regimes[0].forms[Kind.PERSON] == "nd91-2017/mau-07-ca-nhan"
    assert "ngày 15 tháng 6 năm 2022" in law.regimes[1].bases[0]
    assert law.round_up_to == 10_000
    every = [one for regime in law.regimes for by in regime.rates.values() for one in by.values()]
    assert all(one.source for one in [*every, *law.salaries])


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("schema = 1", "schema = 2", "schema"),
        ("round-up-to = 10000", "round-up-to = 0", "round-up-to"),
        ('times = "1",', "times = 1,", "regimes.nd91.rates.bang-khen-tinh.person.times"),
        ('times = "1", source', "source", "regimes.nd91.rates.bang-khen-tinh.person.times"),
        ('giay-khen-xa = "', 'giay-khen-phuong = "', "regimes.nd91.rates.giay-khen-xa"),
        ("since = 2024-01-01", "since = 2017-10-01", "regimes.nd98.since"),
        ("since = 2019-07-01", "since = 2018-06-30", "salaries.nghi-dinh-38-2019.since"),
        ("amount = 1490000", "amount = -1", "salaries.nghi-dinh-38-2019.amount"),
        ("amount = 1490000", "sum = 1490000", "salaries.nghi-dinh-38-2019.sum"),
        ("verified = true\n", 'verified = "có"\n', "salaries.nghi-dinh-38-2019.verified"),
        ("forms = { unit", "forms = { tap-the", "regimes.nd91.forms.tap-the"),
        ('for = "report"', 'for = "everybody"', "regimes.nd152.notices[1].for"),
        ("until = 2025-12-31", "until = 2025", "regimes.nd152.notices[3].until"),
        (
            "until = 2025-12-31",
            "since = 2026-01-01\nuntil = 2025-12-31",
            "regimes.nd152.notices[3].until",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_key(old, new, key):
    assert old in TEXT

    with pytest.raises(DataFileError) as caught:
        parse_law(TEXT.replace(old, new, 1), file="luat.toml")

    assert (caught.value.file, caught.value.key) == ("luat.toml", key)
    assert caught.value.expected
