"""Kinds of value and options that several commands have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click


class DayType(click.ParamType[date]):
    """A day: 2024-01-05 or 05/01/2024."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day meant."""
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value), pattern).date()  # noqa: DTZ007 - a day only
            except ValueError:
                continue
        return self.fail(f"«{value}» không phải ngày; viết như 2024-01-05", param, ctx)


class MonthType(click.ParamType[str]):
    """A month: 2023-12."""

    name = "NĂM-THÁNG"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the month as written."""
        try:
            return datetime.strptime(str(value), "%Y-%m").strftime("%Y-%m")  # noqa: DTZ007
        except ValueError:
            return self.fail(f"«{value}» không phải tháng; viết như 2023-12", param, ctx)


class PairType(click.ParamType[tuple[str, str]]):
    """A pair KEY=VALUE."""

    name = "KHÓA=GIÁ_TRỊ"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the pair."""
        if isinstance(value, tuple):
            return value
        key, found, text = str(value).partition("=")
        if not (found and key and text):
            self.fail(f"«{value}» cần có dạng KHÓA=GIÁ_TRỊ", param, ctx)
        return key, text


FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
CAMPAIGN = click.option("--campaign", metavar="MÃ", help="Đợt thi đua, khi sổ có nhiều đợt.")
AS_OF = click.option("--as-of", type=DayType(), help="Tính trên số liệu đến ngày này.")
READING = click.option(
    "--reading",
    "readings",
    type=PairType(),
    multiple=True,
    help="Cách hiểu quy định cho lần này, ví dụ order=no-coefficient.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which campaign of which file, until which day and by which readings."""

    file: Path
    campaign: str | None
    as_of: date | None
    readings: Mapping[str, str]

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        return self.as_of or today()

    def opened(self) -> tuple[Any, str]:
        """Return the file, to be read, and the key of the campaign meant."""
        return opened(self.file, self.campaign)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `FILE`, `--campaign`, `--as-of`, `--reading`: its parameter `asked`."""

    @wraps(command)
    def gathered(
        *,
        file: Path,
        campaign: str | None,
        as_of: date | None,
        readings: tuple[tuple[str, str], ...],
        **others: Any,
    ) -> Any:
        return command(asked=Asked(file, campaign, as_of, dict(readings)), **others)

    for option in (READING, AS_OF, CAMPAIGN, FILE):
        gathered = option(gathered)
    return gathered


def opened(file: Path, campaign: str | None) -> tuple[Any, str]:
    """Return a file, to be read, and the key of the campaign meant in it."""
    from thidua_desktop.services.files import open_file
    from thidua_desktop.services.loading import campaign_key

    workspace = open_file(file, read_only=True)
    return workspace, campaign_key(workspace, campaign)


def today() -> date:
    """Return the day at this machine."""
    return datetime.now().astimezone().date()
