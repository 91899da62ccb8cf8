"""`thidua whatif`: a scenario beside the official ranking; nothing is written."""

from typing import Any

import click

from thidua_desktop.cli.console import commands, put_json, say
from thidua_desktop.cli.options import JSON, Asked, PairType, asking


class FigureType(click.ParamType[tuple[str, str, str]]):
    """A figure UNIT:MEASURE=VALUE; without a value it is taken away."""

    name = "TÊN:MÃ_SỐ_LIỆU=SỐ"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str, str]:
        """Return whose figure, of which measure, the text."""
        if isinstance(value, tuple):
            return value
        place, found, text = str(value).partition("=")
        unit, _, measure = place.rpartition(":")
        if not (found and unit and measure):
            self.fail(f"«{value}» cần có dạng {self.name}", param, ctx)
        return unit, measure, text


@commands.command("whatif")
@asking
@click.option(
    "--figure",
    "figures",
    type=FigureType(),
    multiple=True,
    help="Số liệu khác đi, ví dụ «Xã Tam Hải:online_total=80».",
)
@click.option(
    "--limit",
    "limits",
    type=PairType(),
    multiple=True,
    help="Mức giao hoặc ngưỡng khác đi, ví dụ xet-xa=60.",
)
@click.option("--drop", "dropped", metavar="MÃ", multiple=True, help="Bỏ tiêu chuẩn, chỉ tiêu.")
@click.option("--scenario", "name", metavar="TÊN", help="Bắt đầu từ phương án đã lưu trong sổ.")
@JSON
def whatif_command(
    asked: Asked,
    *,
    figures: tuple[tuple[str, str, str], ...],
    limits: tuple[tuple[str, str], ...],
    dropped: tuple[str, ...],
    name: str | None,
    as_json: bool,
) -> None:
    """Nếu… thì…: xếp hạng mô phỏng bên cạnh xếp hạng hiện nay; không ghi gì."""
    from thidua_desktop.services.whatif import Typed, WhatIfService
    from thidua_desktop.services.whatif_text import as_text, whatif_json

    workspace, key = asked.opened()
    service, day = WhatIfService(workspace), asked.day
    begun = service.opened(key, name)
    typed = Typed(figures, limits, tuple(asked.readings.items()), dropped)
    view = service.try_out(key, day, service.typed(key, day, begun.scenario, typed))
    for sentence in (*begun.gone, *view.notes):
        say(sentence)
    if as_json:
        put_json(whatif_json(view))
    else:
        click.echo(as_text(view, name or ""))
