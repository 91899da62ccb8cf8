"""The pages of the window: those that work, in the order of the rail, with their menu commands."""

from collections.abc import Callable
from typing import Final

from thidua_desktop.ui.shell import PageSpec, Screen

_RANKING: Final = (
    *("freeze", "withdraw", "late", "compare", "misses", "whatif", "awards", "confirm"),
    *("decisions", "snapshots", "ledger", "money"),
    *("copy", "why", "xlsx", "pdf", "awards_xlsx"),
)
_FIGURES: Final = (
    *("import", "units", "missing", "targets"),
    *("reconcile", "trend", "history", "mappings"),
    *("remind", "export", "template", "template_one"),
)
_PAGES: Final = (
    ("overview", "Tổng quan", "speedometer2", ()),
    ("campaign", "Đợt thi đua", "flag", ("preset", "calendar")),
    ("units", "Đơn vị", "people", ("add", "import", "export", "merge", "history")),
    ("figures", "Số liệu", "table", _FIGURES),
    ("ranking", "Xếp hạng", "list-ol", _RANKING),
    ("reports", "Hồ sơ", "folder2-open", ("new", "print", "pdf", "summary")),
)


def page_specs(make: Callable[[str], Screen]) -> tuple[PageSpec, ...]:
    """Return the pages; `make` builds the screen of a page when it is first shown."""

    def factory(key: str) -> Callable[[], Screen]:
        return lambda: make(key)

    return tuple(
        PageSpec(key, title, icon, factory(key), frozenset(f"{key}.{one}" for one in commands))
        for key, title, icon, commands in _PAGES
    )
