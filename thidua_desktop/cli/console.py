"""What every command shares: the group they belong to, messages, results, exit status.

Messages are Vietnamese, on standard error; results go to standard output. Exit status: 0 done,
1 the data stopped the work, 2 wrong use.
"""

import json
import sys
from typing import Final

import click

from thidua_desktop import __version__
from thidua_desktop.cli.words import VietnameseGroup, usage_sentence
from thidua_desktop.errors import (
    AmbiguousChoiceError,
    AppError,
    PeriodNeededError,
    UnknownChoiceError,
)
from thidua_desktop.services.wording import describe

WRONG_USE: Final = (UnknownChoiceError, AmbiguousChoiceError, PeriodNeededError)
DATA_STOPPED, USED_WRONGLY = 1, 2


@click.group(cls=VietnameseGroup, invoke_without_command=False)
@click.version_option(__version__, message="Thi Đua %(version)s", help="In phiên bản.")
def commands() -> None:
    """Theo dõi đợt thi đua, xếp hạng đơn vị, lập hồ sơ khen thưởng."""


def run(group: click.Group, arguments: list[str] | None = None) -> int:
    """Run a command; every failure a user can cause becomes a sentence and an exit status."""
    _use_utf8()
    try:
        result = group.main(args=arguments, prog_name="thidua", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        say(usage_sentence(error))
        return USED_WRONGLY
    except (click.Abort, KeyboardInterrupt):
        say("Đã dừng theo yêu cầu. Chưa có gì bị thay đổi.")
        return DATA_STOPPED
    except AppError as error:
        say(str(describe(error)))
        return USED_WRONGLY if isinstance(error, WRONG_USE) else DATA_STOPPED
    return result if isinstance(result, int) else 0


def _use_utf8() -> None:
    """Print UTF-8 whatever code page a Windows console is set to."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    """Write a message for the person at the keyboard."""
    click.echo(text, err=True)


def put_json(value: object) -> None:
    """Write a result as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
