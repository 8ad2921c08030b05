"""The `linli` command."""

from __future__ import annotations

import os
import sys

import cyclopts

from linli.cli import (
    adding,
    ask,
    audit,
    brief,
    compound,
    coverage,
    erase,
    escalate,
    explain,
    figures,
    findings,
    ledgers,
    log,
    noted,
    people,
    rectify,
    resilience,
    rules,
    serve,
    server,
    user,
    what_if,
    workspace,
    wrong,
)
from linli.cli.console import fail
from linli.errors import LinliError
from linli.reports.answer import Langs
from linli.version import VERSION

app = cyclopts.App(
    name="linli",
    version=VERSION,
    help="邻里：谁对这个小区负责，这套结构站得住吗？\n\n"
    "Who answers for this residential compound, and does the structure hold?",
)

for group in (
    workspace,
    adding,
    ledgers,
    people,
    ask,
    audit,
    explain,
    rules,
    findings,
    rectify,
    resilience,
    coverage,
    escalate,
    compound,
    brief,
    what_if,
    figures,
    server,
    serve,
    user,
    log,
    erase,
):
    for command in group.COMMANDS:
        app.command(command)


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 an error of linli's tree or a difference found, 2 a wrong command
    line.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    arguments = _command_first(sys.argv[1:])
    try:
        _run(arguments)
    except LinliError as error:
        fail(error, _language(sys.argv))
        sys.exit(1)
    except cyclopts.CycloptsError as error:
        fail(wrong.told(error), _language(sys.argv))
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has left; that is no error, and nothing is left to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(130)


def _run(arguments: list[str]) -> None:
    """Run a command, and write down in the access log that it was done. A command that found a difference
    (exit code 1) has shown it; one that was not understood (2) has shown nothing.
    """
    try:
        app(arguments, exit_on_error=False, print_error=False)
    except SystemExit as left:
        if left.code in (0, 1, None):
            noted.note(arguments)
        raise
    noted.note(arguments)


def _command_first(arguments: list[str]) -> list[str]:
    """Options written before the command (`linli --store neo4j://… ask …`) mean what they mean after it.

    >>> _command_first(["--store", "neo4j://x", "--lang=en", "ask", "compounds/coverage"])
    ['ask', 'compounds/coverage', '--store', 'neo4j://x', '--lang=en']
    """
    ahead: list[str] = []
    rest = list(arguments)
    while rest and rest[0].startswith("-") and rest[0] not in ("--help", "-h", "--version"):
        option = rest.pop(0)
        ahead.append(option)
        if "=" not in option and rest:
            ahead.append(rest.pop(0))
    return rest + ahead


def _language(arguments: list[str]) -> Langs:
    """The language for an error, which may come before any workspace was opened."""
    given = os.environ.get("LINLI_LANG", "zh")
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            given = arguments[i + 1]
        elif argument.startswith("--lang="):
            given = argument.removeprefix("--lang=")
    return "both" if given == "both" else "en" if given == "en" else "zh"


if __name__ == "__main__":
    main()
