"""What is printed, made harmless: a file's name or text may hold what steers a terminal, and a line end that forges a line."""

from __future__ import annotations

import re

import click

# Control characters but tab and line feed, marks that turn the direction of a line, and what no terminal can show.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """The text with a picture (␛) or � in place of each character that steers a terminal."""
    return STEERING.sub(_shown, text)


def on_one_line(name: str) -> str:
    return harmless(name).replace("\n", "␊").replace("\t", "␉")


def say(text: str, err: bool = False, nl: bool = True) -> None:
    click.echo(harmless(text), err=err, nl=nl)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
