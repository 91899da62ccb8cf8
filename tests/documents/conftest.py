"""Golden texts: `pytest tests/documents --update-golden` writes them anew, to be read in review."""

from pathlib import Path

import pytest
from documents.paper import pages_of

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden texts anew")


@pytest.fixture
def same_words(request, qapp, tmp_path):
    """Compare the words of a PDF, page by page, with a golden text."""

    def check(pdf, name):
        words = "\n\f\n".join(pages_of(pdf, tmp_path)) + "\n"
        golden = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            golden.write_text(words, encoding="utf-8")
        assert words == golden.read_text(encoding="utf-8")

    return check
