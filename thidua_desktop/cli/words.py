"""Vietnamese for what click itself says: help pages and mistakes in a command line."""

from typing import Any, Final

import click

_OPTIONS: Final = "Tùy chọn"
_COMMANDS: Final = "Lệnh"
_WHOLE: Final = 200
"""Letters of a help sentence: more than any has, so that none is cut."""


class WrongUse(click.UsageError):
    """A mistake in a command line that comes with its own sentence."""


class _VietnameseHelp(click.Command):
    """A command whose help page is Vietnamese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        pieces = [
            {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ]..."}.get(one, one)
            for one in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), "Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Vietnamese heading."""
        rows = [
            row
            for parameter in self.get_params(ctx)
            if (row := parameter.get_help_record(ctx)) is not None
        ]
        if rows:
            with formatter.section(_OPTIONS):
                formatter.write_dl([(names, _plain(words)) for names, words in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with a Vietnamese explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "In trang hướng dẫn này."
        return option


def _plain(words: str) -> str:
    return words.replace("[required]", "[bắt buộc]")


class VietnameseCommand(_VietnameseHelp):
    """A single command."""


class VietnameseGroup(_VietnameseHelp, click.Group):
    """A command with commands under it, listed under a Vietnamese heading."""

    command_class = VietnameseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their first sentence."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(_WHOLE)) for name, one in found if one is not None]
        with formatter.section(_COMMANDS):
            formatter.write_dl(rows)


def usage_sentence(error: click.ClickException) -> str:
    """Return a mistake in the command line as a Vietnamese sentence with a way on."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "thidua"
    return f"{_what(error)} Xem cách dùng: {path} --help"


def _what(error: click.ClickException) -> str:
    match error:
        case WrongUse():
            return error.message
        case click.MissingParameter():
            return f"Thiếu {_parameter(error.param, error.param_hint)}."
        case click.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}."
        case click.BadParameter():
            name = _parameter(error.param, error.param_hint)
            return f"{name[0].upper()}{name[1:]}: {error.message}."
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} cần một giá trị."
        case click.UsageError():
            return f"Câu lệnh chưa đúng ({_first_word_wrong(error)})."
    return "Câu lệnh chưa đúng."


def _parameter(parameter: click.Parameter | None, hint: Any) -> str:
    if parameter is None:
        return str(hint or "tham số")
    if isinstance(parameter, click.Option):
        return f"tùy chọn {parameter.opts[-1]}"
    return f"tham số {parameter.metavar or parameter.name}"


def _first_word_wrong(error: click.UsageError) -> str:
    """Return what click objects to, in quotes where it names it."""
    quoted = error.message.split("'")
    return f"«{quoted[1]}» không hợp lệ" if len(quoted) > 1 else "thừa hoặc thiếu tham số"
