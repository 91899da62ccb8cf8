"""Kinds of value and options that several commands have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from thidua_desktop.cli.words import WrongUse


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
        """Return the day asked for, else today."""
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


@dataclass(frozen=True, slots=True)
class Begun:
    """The campaign to begin with: one that ships, a file's, or a blank one."""

    preset: str | None = None
    given: Path | None = None
    blank: str | None = None
    office: str | None = None
    start: date | None = None
    end: date | None = None

    def check(self) -> None:
        """Refuse in words what does not say one campaign, or not all of it."""
        ways = [one for one in (self.preset, self.given, self.blank) if one is not None]
        if not ways:
            raise WrongUse(
                "Thiếu tùy chọn --preset (đợt có sẵn), --from (tệp mẫu .toml) "
                "hoặc --blank (đợt trống)."
            )
        if len(ways) > 1:
            raise WrongUse("Chỉ dùng một trong --preset, --from, --blank.")
        if self.preset is not None and self.preset.lower().endswith(".toml"):
            raise WrongUse(f"--preset là mã đợt có sẵn; với tệp mẫu thì viết --from {self.preset}.")
        about = (self.office, self.start, self.end)
        if self.blank is None and any(one is not None for one in about):
            raise WrongUse("--office, --start, --end chỉ đi cùng --blank.")
        if self.blank is not None and (self.office is None or self.end is None):
            raise WrongUse(
                "Đợt trống cần thêm --office (cơ quan tổ chức) và --end (ngày kết thúc)."
            )

    def campaign(self) -> Any:
        """Return the campaign of the file given, or the blank one."""
        from thidua_desktop.domain import vietnamese
        from thidua_desktop.services import campaign_adding
        from thidua_desktop.services.files import user_name

        if self.given is not None:
            return campaign_adding.campaign_of_file(self.given, user_name())
        start, end = (vietnamese.day(one) if one else "" for one in (self.start, self.end))
        order = campaign_adding.BlankOrder(str(self.blank), str(self.office), start, end)
        return campaign_adding.blank_campaign(order)


def beginning(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the ways to say which campaign to begin: its parameter `begun`."""

    @wraps(command)
    def gathered(
        *,
        preset: str | None,
        given: Path | None,
        blank: str | None,
        office: str | None,
        start: date | None,
        end: date | None,
        **others: Any,
    ) -> Any:
        begun = Begun(preset, given, blank, office, start, end)
        begun.check()
        return command(begun=begun, **others)

    for option in (
        click.option("--end", type=DayType(), help="Với --blank: ngày kết thúc."),
        click.option("--start", type=DayType(), help="Với --blank: ngày phát động, khi đã biết."),
        click.option("--office", metavar="CƠ_QUAN", help="Với --blank: cơ quan tổ chức."),
        click.option("--blank", metavar="TÊN", help="Đợt trống với tên ngắn này."),
        click.option(
            "--from",
            "given",
            metavar="MẪU",
            type=click.Path(path_type=Path),
            help="Tệp mẫu .toml của mình hoặc của cơ quan khác.",
        ),
        click.option("--preset", metavar="MÃ", help="Đợt thi đua có sẵn."),
    ):
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
