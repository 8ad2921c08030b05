"""What an audit says of a rule beside what the oracle says of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl

from linli.audit.engine import Result
from linli.audit.rule import Rule
from linli.model import vocabulary
from tests.audit.oracle import Asked, Graph, Verdicts


def graph(facts: Mapping[str, pl.DataFrame]) -> Graph:
    """Facts as the oracle reads them: lists of dicts, without what is derived."""
    derived = ("WITHIN", "ANSWERS_TO", "SHARES_HOLDER")
    return Graph({name: [] if name.startswith(derived) else rows.to_dicts() for name, rows in facts.items()})


def asked(rule: Rule, day: dt.date, areas: Iterable[str]) -> Asked:
    """What a rule is asked, with the values of its pack; a word of a vocabulary as its code."""
    words = vocabulary.load()
    values = {
        name: words[spec.vocabulary].by_word()[str(rule.values[name])]
        if spec.vocabulary
        else rule.values[name]
        for name, spec in rule.text.parameters.items()
    }
    return Asked(day, frozenset(areas), values)


def said(result: Result) -> Verdicts:
    """What an audit says, in the oracle's form."""
    states = {str(row["subject"]): str(row["state"]) for row in result.states.to_dicts()}
    return Verdicts(states, Counter((one.subject, one.certain) for one in result.findings))


def differences(audit: Verdicts, oracle: Verdicts) -> list[str]:
    """Where they differ, one line a kind of difference; empty where they do not."""
    unlike = {
        subject: (audit.states.get(subject, "not asked"), oracle.states.get(subject, "not asked"))
        for subject in audit.states.keys() | oracle.states.keys()
        if audit.states.get(subject) != oracle.states.get(subject)
    }
    lines = [
        f"the audit says {pair[0]}, the words say {pair[1]}: {count} subjects, such as "
        f"{min(subject for subject in unlike if unlike[subject] == pair)}"
        for pair, count in sorted(Counter(unlike.values()).items())
    ]
    for more, less, who in ((audit, oracle, "the audit"), (oracle, audit, "the words")):
        if only := more.findings - less.findings:
            lines.append(f"only {who}: {only.total()} findings, such as {min(only)}")
    return lines
