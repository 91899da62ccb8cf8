"""Pages: order kept, nothing over the edge, what belongs together stays together."""

from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.documents.pages import Rule, Strip, paginate

HEIGHT = 100.0


def strip(height, **more):
    return Strip(height, (), **more)


def heights(pages):
    return [[placed.strip.height for placed in page] for page in pages]


def test_strips_fill_a_page_and_go_on():
    assert heights(paginate([strip(40), strip(50), strip(20)], HEIGHT)) == [[40, 50], [20]]


def test_space_above_is_dropped_at_the_top_of_a_page():
    (first,), (second,) = paginate([strip(90, before=5), strip(20, before=5)], HEIGHT)

    assert (first.top, second.top) == (0, 0)


def test_strips_kept_together_move_together():
    strips = [strip(50), strip(30, keep=True), strip(30)]

    assert heights(paginate(strips, HEIGHT)) == [[50], [30, 30]]


def test_a_group_longer_than_a_page_is_broken_where_it_must():
    strips = [strip(60, keep=True), strip(60, keep=True), strip(10)]

    assert heights(paginate(strips, HEIGHT)) == [[60], [60, 10]]


def test_a_heading_row_stands_again_on_the_next_page():
    header = strip(11, keep=True)
    rows = [strip(30, header=(header,)) for _ in range(4)]

    assert heights(paginate([header, *rows], HEIGHT)) == [[11, 30, 30], [11, 30, 30]]


def test_a_document_without_strips_has_one_empty_page():
    assert paginate([], HEIGHT) == ((),)


strips = st.lists(
    st.builds(
        Strip,
        st.floats(1, 100),
        st.just((Rule(0, 0, 1, 1),)),
        before=st.floats(0, 20),
        keep=st.booleans(),
    ),
    max_size=30,
)


@given(strips)
def test_every_strip_is_placed_once_in_order_and_within_its_page(given_strips):
    pages = paginate(given_strips, HEIGHT)

    assert [placed.strip for page in pages for placed in page] == given_strips
    for page in pages:
        bottom = 0.0
        for placed in page:
            assert placed.top >= bottom - 0.001
            bottom = placed.top + placed.strip.height
        assert bottom <= HEIGHT + 0.001
