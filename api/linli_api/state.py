"""What the routes share: the settings, the graph, the door, and which offices are public."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from linli.errors import NoStateHere
from linli.services import offices
from linli.services.door import Door
from linli.services.init import is_workspace
from linli.services.jobs import Jobs
from linli.services.offices import Offices
from linli.services.serve import Reader
from linli.services.spare import Spare
from linli_api.settings import Settings

if TYPE_CHECKING:
    from linli_api.access.oidc import Issuer
    from linli_api.jobs.runner import Runner
    from linli_api.warming import Warming


@dataclass
class State:
    """One a running API."""

    settings: Settings
    reader: Reader
    runner: Runner | None = None
    warming: Warming | None = None

    @cached_property
    def door(self) -> Door | None:
        """Users, limits and the access log; None where there is no workspace folder to keep them in.

        Raises NoWorkspace, WorkspaceDamaged.
        """
        return Door(self.settings.home) if self.settings.home else None

    @cached_property
    def offices(self) -> Offices:
        """The public offices of the workspace. Raises DefinitionError."""
        return offices.load(self.settings.home)

    @cached_property
    def jobs(self) -> Jobs | None:
        """The jobs of the workspace; None where there is no workspace folder. Raises NoWorkspace."""
        return Jobs(self.settings.home) if self.settings.home else None

    @cached_property
    def spare(self) -> Spare:
        """Where the small graph of the rules waits between trials, with its plans."""
        return Spare()

    def need_home(self) -> Path:
        """The workspace folder, for what cannot be done without. Raises NoStateHere."""
        if self.settings.home is None:
            raise NoStateHere
        return self.settings.home

    def need_jobs(self) -> Jobs:
        """The jobs, for what cannot be done without. Raises NoStateHere."""
        if self.jobs is None:
            raise NoStateHere
        return self.jobs

    def wake_jobs(self) -> None:
        """Have this worker look for a job, now and from now on."""
        if self.runner is None:
            from linli_api.jobs.runner import Runner

            self.runner = Runner(self.settings, self.need_jobs(), self.make_ready)
            self.runner.start()
        self.runner.wake()

    def start(self) -> None:
        """Begin what a running server does by itself: look for jobs that wait, and make the first page
        ready.
        """
        if self.settings.home and is_workspace(self.settings.home):
            self.wake_jobs()
        self.make_ready()

    def make_ready(self) -> None:
        """Have what the first visitor asks for made ready, where this is a server that stays."""
        if not self.settings.warm or self.closing:
            return
        if self.warming is None:
            from linli_api.warming import Warming

            self.warming = Warming(self)
        self.warming.tell()

    @property
    def closing(self) -> bool:
        """Whether the server is being shut down."""
        return self.runner is not None and self.runner.closing

    @cached_property
    def issuer(self) -> Issuer | None:
        """Whose bearer tokens count beside our own; None for nobody's. Raises SettingsWrong."""
        if not self.settings.oidc:
            return None
        from linli_api.access import oidc

        return oidc.load(self.settings.oidc)

    def check(self) -> None:
        """Read what the settings name, so that what is wrong with it is said before anybody comes.

        Raises SettingsWrong, DefinitionError.
        """
        _ = (self.issuer, self.offices)

    def need_door(self) -> Door:
        """The door, for what cannot be done without. Raises NoStateHere."""
        if self.door is None:
            raise NoStateHere
        return self.door

    def close(self) -> None:
        """Give the graph and the state back."""
        if self.runner:
            self.runner.close()
        if self.warming:
            self.warming.close()
        if "jobs" in self.__dict__ and self.jobs:
            self.jobs.close()
        if "spare" in self.__dict__:
            self.spare.close()
        self.reader.close()
        if "door" in self.__dict__ and self.door:
            self.door.close()


def state_of(request: Request) -> State:
    """The state of the application that a request came to. A dependency of routes."""
    state = request.app.state.linli
    assert isinstance(state, State)
    return state
