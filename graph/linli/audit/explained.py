"""A finding with all that is needed to explain it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from linli.audit.engine import Finding
from linli.audit.gathered import Fact, Gathered
from linli.audit.pack import Pack
from linli.audit.rule import Rule


@dataclass(frozen=True)
class Explained:
    """A finding, or what nobody can tell, with its rule and evidence, as of a day.

    pack      by which it was judged; rule: with the pack's values
    evidence  as gathered; see `audit.gathered`
    """

    pack: Pack
    as_of: dt.date
    rule: Rule
    finding: Finding
    evidence: Gathered

    @property
    def failed(self) -> bool:
        """Whether it is a finding; else nobody can tell."""
        return self.finding.values["verdict"] == "fail"

    @property
    def witnessed(self) -> bool:
        """Whether its row names the links that it rests on."""
        return bool(self.evidence.named)

    @property
    def shown(self) -> list[Fact]:
        """The links that an explanation is made of, in order: those of which any one taken away clears the
        finding; for other kinds of evidence, all that was looked at, without the way up to the areas.
        """
        facts = self.evidence.facts
        if self.witnessed:
            mine = set(self.evidence.named)
            return [fact for fact in facts if fact.id in mine and len(fact.ends) == 2]
        return [fact for fact in facts if len(fact.ends) == 2 and fact.type not in UPWARDS]


UPWARDS = ("BASED_IN", "LOCATED_IN", "STATED_FOR")
"""Links that only say where something lies, and what a statement is about."""
