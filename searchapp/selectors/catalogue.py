"""The catalogue: every entry of every registry, as forms; it stays while a process lives."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, cast

from searchapp.nas.evaluators.base import EVALUATORS
from searchapp.nas.operators.catalogue import operator_forms
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.registry import Registry
from searchapp.nas.strategies.base import STRATEGIES
from searchapp.wire.forms import Catalogue, EntryForm, OperatorForm, PresetForm, PresetLaunch


@lru_cache(maxsize=1)
def catalogue_json() -> tuple[bytes, str]:
    """Return the catalogue as JSON, and its ETag."""
    body = catalogue().model_dump_json().encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def catalogue() -> Catalogue:
    """Return all that palettes and forms are made of."""
    return Catalogue(
        operators=[OperatorForm(**form) for form in operator_forms()],
        strategies=_entries(STRATEGIES),
        evaluators=_entries(EVALUATORS),
        problems=_entries(PROBLEMS),
        presets=[_preset(name, entry) for name, entry in PRESETS],
    )


def _entries(registry: Registry[Any]) -> list[EntryForm]:
    return [
        EntryForm(
            name=name,
            title=entry.title,
            summary=entry.summary,
            paper=getattr(entry, "paper", ""),
            settings=entry.Settings.model_json_schema(),
            metrics=list(getattr(entry, "metrics", ())),
            input_shapes=list(getattr(entry, "inputs", ())),
            output_shapes=list(getattr(entry, "outputs", ())),
        )
        for name, entry in registry
    ]


def _preset(name: str, entry: Any) -> PresetForm:
    launch = entry.launch
    return PresetForm(
        name=name,
        title=entry.title,
        summary=entry.summary,
        paper=entry.paper,
        size=str(entry.size),
        picture=f"/api/presets/{name}/picture.svg",
        problem=entry.document().problem.kind,
        launch=cast(
            "PresetLaunch | None",
            launch and PresetLaunch.model_validate(launch, from_attributes=True),
        ),
    )
