"""The entry point: the commands of `cli`, and those that open the window from `app`."""

import sys
from pathlib import Path

import click

from thidua_desktop import cli


def main() -> int:
    """Run what was asked for; alone or with one file, open the window."""
    arguments = sys.argv[1:]
    if _opens_window(arguments):
        from thidua_desktop.app import open_window

        return open_window(arguments)
    return cli.run(_with_window_commands(), arguments)


def _opens_window(arguments: list[str]) -> bool:
    if not arguments:
        return True
    return len(arguments) == 1 and arguments[0].lower().endswith(".thidua")


def _with_window_commands() -> click.Group:
    cli.commands.add_command(_gallery)
    return cli.commands


@click.command("gallery", cls=cli.VietnameseCommand)
@click.argument("folder", metavar="THƯ_MỤC", type=cli.FOLDER)
@click.option("--only", metavar="TÊN", default="*", help="Chỉ vẽ các ảnh tên như «12-*-dark».")
def _gallery(folder: Path, only: str) -> None:
    """Vẽ mọi màn hình ra ảnh PNG."""
    from thidua_desktop.app import draw_gallery

    for line in draw_gallery(folder, only):
        click.echo(line)


if __name__ == "__main__":
    sys.exit(main())
