"""Where the modules of an architecture stand: the decision paths of every use."""

from __future__ import annotations

from collections.abc import Mapping

from searchapp.nas.space.bound import BoundModule
from searchapp.nas.space.codes import Program
from searchapp.nas.space.flow import Resolved, Use
from searchapp.nas.space.resolver import Chooser, Resolver
from searchapp.nas.space.script import Script

Places = Mapping[BoundModule, tuple[str, ...]]
"""The decision paths at which a bound module stands; equal uses are one module at several."""


class TracingResolver(Resolver):
    """A pass that notes at which paths it met which module."""

    def __init__(self, program: Program, chooser: Chooser) -> None:
        """Prepare a pass; `run` makes it."""
        super().__init__(program, chooser)
        self._met: dict[BoundModule, dict[str, None]] = {}

    @property
    def places(self) -> Places:
        """Return what was met, in the order of meeting."""
        return {bound: tuple(paths) for bound, paths in self._met.items()}

    def _resolve(self, script: Script, use: Use, path: str) -> Resolved:
        found = super()._resolve(script, use, path)
        self._met.setdefault(found.bound, {})[path] = None
        return found
