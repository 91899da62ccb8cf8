"""Trying something otherwise («Nếu… thì…») with 3,321 units × 12 indicators, beside ranking twice.

Run from the project's folder: `python -m benchmarks.whatif`. From the file to all that the page
«Nếu… thì…» shows, after one figure, one target or one indicator left out; at most as long as the
page Xếp hạng takes for two rankings from the file. One criterion is an award's.
"""

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.rank import DAY, HEAD, PROVINCE, RATES, figures, indicators
from benchmarks.timing import best, line
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.whatif import Scenario, TargetTry
from thidua_desktop.services.campaign_adding import campaign_of_file
from thidua_desktop.services.files import create_file_with
from thidua_desktop.services.office import Office, office_of
from thidua_desktop.services.whatif_choices import Desk

KEY, MOST, LOWER = "do-toc-do", 1.0, Fraction(3, 10)
_NAMES = ", ".join(f'"r{n}"' for n in range(len(RATES)))
_STEPS = "".join(
    f'[ranking.steps.r{n}]\nkind = "rate"\nname = "Điểm {n}"\nindicator = "r{n}"\nscale = {5 + n}\n'
    for n in range(len(RATES))
)
_ORDERS = {
    "targets": f'by = "targets"\ncap = "1.2"\nindicators = [{_NAMES}]\n',
    "points": f'by = "points"\norder = [{_NAMES}]\n{_STEPS}',
}
_AWARD = """
[criteria.nua]
kind = "rate"
text = "Đạt từ 50%"
indicator = "r0"
compare = ">="
percent = "50"
[awards.giay-khen]
name = "Giấy khen"
authority = "Chủ tịch UBND tỉnh"
criteria = { unit = "nua" }
"""


def filled(folder: Path, by: str) -> Office:
    """Return a file of a province whose units are ordered in one way."""
    preset = folder / f"{by}.toml"
    preset.write_text(f"{HEAD}{indicators(RATES)}\n[ranking]\n{_ORDERS[by]}{_AWARD}", "utf-8")
    workspace = create_file_with(folder / f"{by}.thidua", campaign_of_file(preset, "thử"))
    with workspace.write("Nhập số liệu", kind="import") as session:
        found = [session.subjects.add_unit(f"Xã Số {n:05d}") for n in range(PROVINCE)]
        for subject in found:
            session.participants.add(KEY, subject, "xa")
        for figure in figures(found, RATES):
            session.figures.put(figure)
    return office_of(workspace)


def ranked_twice(office: Office) -> None:
    """Read the file and work out the page Xếp hạng, twice."""
    for _ in range(2):
        office.rankings.view(KEY, DAY)


def desk(office: Office, figure: tuple[SubjectId, str, str] | None = None, **parts: Any) -> Desk:
    """Read the file and work out the page «Nếu… thì…», as the page does."""
    return office.whatif.desk(KEY, DAY, Scenario(**parts), figure=figure)


def main() -> None:
    """Print the times and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        for by in _ORDERS:
            office = filled(Path(folder), by)
            times = best(
                {
                    "two rankings": lambda o=office: ranked_twice(o),
                    "a figure": lambda o=office: desk(
                        o, figure=(SubjectId(7), "online_total", "9")
                    ),
                    "a target": lambda o=office: desk(o, targets=(TargetTry("r3", LOWER),)),
                    "an indicator left out": lambda o=office: desk(o, dropped=("r5",)),
                }
            )
            reference = times.pop("two rankings")
            print(f"by {by}: two rankings {reference:.3f} s: the reference")
            for name, taken in times.items():
                print(line(f"by {by}: {name}", taken, reference, MOST))


if __name__ == "__main__":
    main()
