"""click with its fixed words in Chinese: help pages and usage errors."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Any

import click


class ChineseCommand(click.Command):
    """A command whose help page is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for p in self.get_params(ctx) if (record := p.get_help_record(ctx)) and record[1]]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本页。"
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]


class ChineseGroup(ChineseCommand, click.Group):
    """The group of all verbs; run by `main`, it says every mistake in one Chinese sentence."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseCommand.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            rows = [(name, self.commands[name].get_short_help_str(60)) for name in self.list_commands(ctx)]
            formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[选项]", "命令", "[参数]…"]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order in which they are defined

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        extra["standalone_mode"] = False
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a Chinese Windows console knows GBK only
                stream.reconfigure(errors="replace")
        try:
            code = super().main(args, prog_name, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message, err=True)
            sys.exit(2)
        except click.UsageError as error:
            click.echo(f"{sentence(error)}用 {_path(error)} --help 查看用法。", err=True)
            sys.exit(2)
        except click.Abort:
            click.echo("已中止。", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _path(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx else "taizhang"


def sentence(error: click.UsageError) -> str:
    """What the user did wrong, as one Chinese sentence."""
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"缺少参数 {name}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少取值。"
    if isinstance(error, click.BadParameter):
        return f"参数取值不对：{error.message}。"
    if error.message.startswith("No such command"):
        return f"没有命令 {error.message.split(chr(39))[1]}。"
    return f"参数不对：{error.message}。"
