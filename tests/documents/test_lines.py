"""Lines: nothing is lost, nothing is too wide, words are whole where they can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.documents import fonts
from thidua_desktop.documents.lines import (
    balanced,
    break_heading,
    break_runs,
    break_text,
    with_leader,
)
from thidua_desktop.documents.model import Run

SIZE = 14.0
words = st.text("abcđưỗẰ,.-", min_size=1, max_size=30)
runs = st.lists(
    st.builds(
        Run,
        st.lists(words, max_size=8).map(" ".join),
        bold=st.booleans(),
        italic=st.booleans(),
    ),
    max_size=5,
)


def text_of(line):
    return "".join(span.text for span in line.spans)


def test_lines_break_at_spaces():
    lines = break_runs([Run("Phòng Cải cách hành chính")], SIZE, width=100)

    assert [text_of(line) for line in lines] == ["Phòng Cải cách", "hành chính"]
    assert [line.last for line in lines] == [False, True]


def test_a_word_of_two_faces_stays_in_one_piece():
    narrow = fonts.width("đạt 82,20%", fonts.BOLD, SIZE) + 1

    lines = break_runs([Run("đạt "), Run("82,20%", bold=True), Run(", vượt")], SIZE, narrow)

    assert [text_of(line) for line in lines] == ["đạt", "82,20%,", "vượt"]


def test_the_first_line_leaves_room_for_the_indent():
    text = [Run("một hai ba")]
    wide = fonts.width("một hai ba", fonts.REGULAR, SIZE) + 1

    assert len(break_runs(text, SIZE, wide)) == 1
    assert len(break_runs(text, SIZE, wide, first_indent=10)) == 2


def test_a_word_wider_than_the_line_is_cut_and_complete():
    lines = break_runs([Run("x" * 100)], SIZE, width=120)

    assert "".join(text_of(line) for line in lines) == "x" * 100
    assert all(line.width <= 120 for line in lines)


@given(runs, st.floats(60, 500), st.floats(0, 36))
def test_breaking_loses_no_word_and_exceeds_no_line(given_runs, width, indent):
    lines = break_runs(given_runs, SIZE, width, indent)

    joined = "".join(text_of(line) for line in lines).replace(" ", "")
    assert joined == "".join(run.text for run in given_runs).replace(" ", "")
    assert lines[0].width <= width - indent + 0.001
    assert all(line.width <= width + 0.001 for line in lines)


@given(runs, st.floats(60, 500))
def test_a_line_is_as_wide_as_its_letters(given_runs, width):
    for line in break_runs(given_runs, SIZE, width):
        drawn = sum(fonts.width(span.text, span.font, span.size) for span in line.spans)

        assert line.width == pytest.approx(drawn)


@given(st.lists(words, min_size=1, max_size=12).map(" ".join), st.floats(80, 400))
def test_balancing_takes_no_more_lines(text, width):
    plain = break_text(text, fonts.BOLD, SIZE, width)

    lines = balanced(text, fonts.BOLD, SIZE, width)

    assert len(lines) == len(plain)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_balanced_lines_are_about_equally_long():
    name = "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN"

    first, second = balanced(name, fonts.BOLD, 12, 260)

    widths = [fonts.width(line, fonts.BOLD, 12) for line in (first, second)]
    assert max(widths) / min(widths) < 1.25


def test_a_blank_is_dotted_to_the_end_of_the_line():
    (line,) = break_runs([Run("Quê quán: "), Run("…", missing=True)], SIZE, 400)

    drawn = with_leader(line, 400)

    assert text_of(drawn).startswith("Quê quán: .....")
    assert 395 < drawn.width <= 400


def test_invisible_characters_are_dropped_and_odd_spaces_become_plain():
    assert fonts.printable("hồ\u00adsơ\u200b số\u00a01\ufeff") == "hồsơ số 1"


def test_a_title_parts_no_word_of_two_syllables():
    text = "ĐỀ NGHỊ TẶNG BẰNG KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"

    lines = balanced(text, fonts.BOLD, 14, 430)

    assert " ".join(lines) == text
    assert not [line for line in lines if line.endswith(("CHỦ", "ỦY", "NHÂN", "BẰNG"))]


def test_a_heading_parts_no_word_of_two_syllables_either():
    text = "5. Việc chấp hành pháp luật của Nhà nước; nội bộ đoàn kết"
    room = fonts.width("5. Việc chấp hành pháp luật của Nhà nước; nội", fonts.BOLD, 14) + 30

    lines = break_heading(text, 14, room, 20)

    said = ["".join(span.text for span in line.spans) for line in lines]
    assert said == ["5. Việc chấp hành pháp luật của Nhà nước;", "nội bộ đoàn kết"]


def test_a_word_of_two_syllables_is_parted_rather_than_take_a_line_more():
    room = fonts.width("ĐUA THI ĐUA", fonts.BOLD, 14) + 1

    assert balanced("THI ĐUA THI ĐUA THI ĐUA", fonts.BOLD, 14, room) == (
        "THI ĐUA THI",
        "ĐUA THI ĐUA",
    )
