"""Names of files to write: what any Windows takes, and close to the words given."""

from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.ui.widgets.save_file import file_name


def test_a_name_keeps_its_vietnamese_letters_and_loses_what_windows_forbids():
    assert file_name('Báo cáo: "Phòng A/B"?') == "Báo cáo Phòng A B"


@given(st.text())
def test_no_name_is_empty_too_long_or_forbidden(words):
    name = file_name(words)

    assert 0 < len(name) <= 120
    assert not set(name) & set('\\/:*?"<>|\n')
    assert name == name.strip(" .")
