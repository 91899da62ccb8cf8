"""Commands on tables going out: blank ones for the units, figures, the ranking, the awards."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from thidua_desktop.cli.commands import (
    CAMPAIGN,
    FILE,
    FOLDER,
    DayType,
    MonthType,
    as_of_and_readings,
    commands,
    say,
    today,
)

_OUT: Final = click.option(
    "-o",
    "--output",
    required=True,
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Tệp .xlsx sẽ ghi.",
)
_PERIOD: Final = click.option(
    "--period", type=MonthType(), help="Tháng của số liệu, ví dụ 2023-12; mặc định là kỳ mới nhất."
)
_REPLACE: Final = click.option("--replace", is_flag=True, help="Thay tệp đã có.")


@commands.command("template")
@FILE
@_OUT
@click.option("--unit", metavar="TÊN", help="Bảng trống của riêng một đơn vị, cá nhân.")
@_PERIOD
@_REPLACE
@CAMPAIGN
def template_command(
    file: Path,
    output: Path,
    unit: str | None,
    period: str | None,
    campaign: str | None,
    *,
    replace: bool,
) -> None:
    """Bảng mẫu trống để đơn vị điền số liệu, ra tệp .xlsx."""
    from thidua_desktop.services.figure_tables import FigureTables

    tables, key = _opened(file, campaign, FigureTables)
    only = tables.named(key, unit) if unit else None
    end = tables.period_end(key, period, today())
    tables.save_template(key, end, output, only=only, replace=replace)
    say(f"Đã ghi {output}.")


@commands.command("export")
@FILE
@_OUT
@click.option(
    "--what",
    type=click.Choice(("figures", "ranking", "awards")),
    default="figures",
    help="figures (mặc định): số liệu; ranking: xếp hạng; awards: khen thưởng.",
)
@_PERIOD
@_REPLACE
@as_of_and_readings
def export_command(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
    file: Path,
    output: Path,
    what: str,
    period: str | None,
    campaign: str | None,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    *,
    replace: bool,
) -> None:
    """Số liệu, xếp hạng hoặc khen thưởng, ra tệp .xlsx."""
    from thidua_desktop.services.figure_tables import FigureTables
    from thidua_desktop.services.files import open_file
    from thidua_desktop.services.loading import campaign_key
    from thidua_desktop.services.result_tables import save_awards, save_ranking

    if what == "figures":
        tables, key = _opened(file, campaign, FigureTables)
        end = tables.period_end(key, period, as_of or today())
        tables.save_figures(key, end, output, replace=replace)
    else:
        workspace = open_file(file, read_only=True)
        key = campaign_key(workspace, campaign)
        save = save_ranking if what == "ranking" else save_awards
        save(workspace, key, as_of or today(), dict(readings), output, replace=replace)
    say(f"Đã ghi {output}.")


@commands.command("remind")
@FILE
@click.option(
    "-o", "--output", "folder", required=True, metavar="THƯ_MỤC", type=FOLDER, help="Nơi ghi."
)
@click.option("--each", is_flag=True, help="Mỗi đơn vị một công văn riêng.")
@click.option("--no-tables", is_flag=True, help="Không kèm bảng trống để điền.")
@click.option("--deadline", type=DayType(), help="Hạn gửi số liệu; mặc định theo mốc của đợt.")
@click.option("--as-of", type=DayType(), help="Ngày tổng hợp ghi trong công văn.")
@_PERIOD
@_REPLACE
@CAMPAIGN
def remind_command(  # noqa: PLR0913 - one parameter per option of the command
    file: Path,
    folder: Path,
    deadline: date | None,
    as_of: date | None,
    period: str | None,
    campaign: str | None,
    *,
    each: bool,
    no_tables: bool,
    replace: bool,
) -> None:
    """Công văn đôn đốc đơn vị chưa có số liệu, kèm bảng trống để điền."""
    from thidua_desktop.services.figure_tables import FigureTables
    from thidua_desktop.services.reminders import ReminderOrder, ReminderService

    tables, key = _opened(file, campaign, FigureTables)
    reminders, _ = _opened(file, campaign, ReminderService)
    day = as_of or today()
    end = tables.period_end(key, period, day)
    order = ReminderOrder(end, deadline=deadline, each=each, tables=not no_tables)
    written = reminders.save(key, order, folder, day, replace=replace)
    for sentence in written.missing:
        say(sentence)
    for path in written.files:
        click.echo(str(path))
    say(f"Đã ghi {len(written.files)} tệp vào {folder}.")


def _opened(file: Path, campaign: str | None, service: Any) -> tuple[Any, str]:
    """Return a service of a file to be read, and the campaign meant."""
    from thidua_desktop.services.files import open_file
    from thidua_desktop.services.loading import campaign_key

    workspace = open_file(file, read_only=True)
    return service(workspace), campaign_key(workspace, campaign)
