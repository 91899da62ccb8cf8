import unicodedata
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thidua_desktop.domain import vietnamese as vi


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Tam Hòa", "XÃ TAM HOÀ"),
        ("Xã Tam Hòa", "Xa\u0303 Tam Ho\u0300a"),
        ("Phòng  Tài\u00a0nguyên", " phòng tài nguyên "),
        ("Thủy Nguyên", "Thuỷ Nguyên"),
        ("Ban Thi đua - Khen thưởng", "Ban Thi đua – Khen thưởng"),
        ("khỏe", "khoẻ"),
        ("Phường Đông Kinh", "Phường \u00d0ông\u200b Kinh\ufeff"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert vi.match_key(one) == vi.match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Tam Hòa", "Xã Tam Hoa"),
        ("Tam Mỹ Đông", "Tam Mỹ Dong"),
        ("Tam Xuân", "Tam Xuân I"),
        ("hoàng", "hòang"),
        ("toán", "tóan"),
    ],
)
def test_two_names_that_differ_keep_two_keys(one, other):
    assert vi.match_key(one) != vi.match_key(other)


def test_text_is_composed_and_spaces_are_single():
    assert vi.nfc(" Xa\u0303\u00a0 Tam\tTiê\u0301n ") == "Xã Tam Tiến"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tam Hòa", "tam hoa"),
        ("Đông", "dong"),
        ("Ứng – Hòa", "ung - hoa"),
        ("\u00d0ơn\u200b vị", "don vi"),
    ],
)
def test_search_looks_past_marks_and_case(text, folded):
    assert vi.fold(text) == folded


def test_people_are_ordered_by_given_name_first():
    people = ["Trần Thị Bình", "Nguyễn Văn An", "Lê Văn Bình", "Lê Thị Bình"]

    assert sorted(people, key=vi.given_name_key) == [
        "Nguyễn Văn An",
        "Lê Thị Bình",
        "Trần Thị Bình",
        "Lê Văn Bình",
    ]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("0.005", 2, "0,01"),
        ("0.004999", 2, "0,00"),
        ("-0.005", 2, "−0,01"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("1234.5", 1, "1.234,5"),
        ("-0.001", 2, "0,00"),
        ("99.995", 2, "100,00"),
    ],
)
def test_numbers_are_rounded_half_up_away_from_zero(value, digits, text):
    assert vi.decimal(Fraction(value), digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (26_500_000, "26.500.000"), (-1234, "−1.234")],
)
def test_counts_have_dots_for_thousands(value, text):
    assert vi.count(value) == text
    assert vi.money(value) == f"{text} đồng"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.3", "0,3"), ("1", "1"), ("-0.25", "−0,25"), ("0.68775", "0,68775"), ("1/3", "0,33")],
)
def test_exact_numbers_show_the_decimals_they_need(value, text):
    assert vi.exact_decimal(Fraction(value)) == text


@pytest.mark.parametrize(
    ("share", "near", "text"),
    [
        (Fraction(2649, 2757), None, "96,08%"),
        (Fraction(16249, 25000), Fraction(65, 100), "64,996%"),
        (Fraction(16249, 25000), None, "65,00%"),
        (Fraction(65, 100), Fraction(65, 100), "65,00%"),
        (Fraction(999_999, 1_000_000), Fraction(1), "99,9999%"),
        (Fraction(650_001, 1_000_000), Fraction(65, 100), "65,0001%"),
        (Fraction(655, 1000), Fraction(655, 1000), "65,50%"),
        (Fraction(12), None, "1.200,00%"),
        (Fraction(1, 2) + Fraction(1, 10**40), Fraction(1, 2), f"50,{'0' * 30}%"),
    ],
)
def test_percentages_show_enough_digits_to_tell_the_side_of_a_threshold(share, near, text):
    assert vi.percent(share, near=near) == text


@pytest.mark.parametrize(("share", "text"), [("0.65", "65%"), ("0.655", "65,5%"), ("1", "100%")])
def test_thresholds_have_no_needless_digits(share, text):
    assert vi.threshold_percent(Fraction(share)) == text


def test_dates_are_written_as_plans_and_documents_write_them():
    assert vi.day(date(2024, 1, 5)) == "05/01/2024"
    assert vi.short_day(date(2024, 1, 5)) == "05/01"
    assert vi.long_day(date(2024, 1, 5)) == "ngày 05 tháng 01 năm 2024"
    assert vi.long_day(date(2024, 6, 29)) == "ngày 29 tháng 6 năm 2024"
    assert [vi.month_number(month) for month in (2, 3, 12)] == ["02", "3", "12"]
    assert vi.weekday(date(2023, 12, 31)) == "Chủ nhật"
    assert vi.weekday(date(2023, 12, 1)) == "Thứ Sáu"


counts = st.integers(1, 10**12)


@given(counts, st.integers(0, 10**12), st.integers(1, 20_000))
def test_a_percentage_never_shows_a_side_of_the_threshold_it_is_not_on(whole, part, limit):
    assume(part <= whole)
    share, near = Fraction(part, whole), Fraction(limit, 20_000)

    shown = _read(vi.percent(share, near=near))

    assert (shown > near) == (share > near)
    assert (shown < near) == (share < near)


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_a_digit_and_halves_go_away_from_zero(
    value, digits
):
    off = Fraction(vi.rounded(value, digits), 10**digits) - value
    half = Fraction(1, 2 * 10**digits)

    assert abs(off) <= half
    if abs(off) == half:
        assert (off > 0) == (value > 0)


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_what_is_written_reads_back_as_the_rounded_number(value):
    assert _number(vi.decimal(value)) == Fraction(vi.rounded(value, 2), 100)


@given(st.text(alphabet="aăâđeêoôơuưyòóỏõọàáảãạnh -–", max_size=20))
def test_a_key_is_its_own_key_and_folding_ignores_it(text):
    key = vi.match_key(text)

    assert vi.match_key(key) == key
    assert vi.fold(key) == vi.fold(text)


def _read(text):
    return _number(text.removesuffix("%")) / 100


def _number(text):
    return Fraction(text.replace(".", "").replace(",", ".").replace("−", "-"))


def test_a_moment_is_told_in_the_zone_it_is_given_in():
    assert vi.moment(datetime(2024, 1, 5, 9, 7, tzinfo=UTC)) == "09:07 ngày 05/01/2024"


@given(st.text("oaeuy hgđ-–òàáạậặèéẻệỳỷỵÒÀỆ\u0300\u0302\u0323ßİ", max_size=8))
def test_a_key_is_the_same_however_its_text_is_composed(text):
    apart = unicodedata.normalize("NFD", text)

    assert vi.match_key(text) == vi.match_key(apart)
    assert vi.match_key(vi.match_key(text)) == vi.match_key(text)
