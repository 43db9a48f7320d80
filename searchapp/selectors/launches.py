"""What a request for a run comes to: names looked up, settings read, and everything in the way."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from searchapp.models import Dataset, DataState, Project, Version
from searchapp.nas.errors import InvalidDocument, Issue, NasError, UnknownName
from searchapp.nas.evaluators.base import EVALUATORS
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.registry import Registry
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective
from searchapp.nas.validation import faults
from searchapp.selectors.datasets import datasets_for, hint_of
from searchapp.selectors.permissions import Caller, find
from searchapp.wire.errors import issue_of
from searchapp.wire.forms import ObjectiveRequest, RunRequest


@dataclass
class Launch:
    """A request for a run, looked up. It can start if `issues` is empty."""

    request: RunRequest
    project: Project
    version: Version | None = None
    text: str = ""
    """The document to search, of the version or of the preset."""
    dataset: Dataset | None = None
    objectives: list[ObjectiveRequest] = field(default_factory=list)
    space: SearchSpace | None = None
    """Bound to the dataset."""
    issues: list[Issue] = field(default_factory=list)


def launch_for(user: Caller, request: RunRequest, action: Any = "run") -> Launch:
    """Look up everything that a request names, and collect all that is in the way.

    Raises:
        NotFound: The project or the version is not the caller's to see.
        Forbidden: The caller may see the project but not run searches there.
    """
    launch = Launch(request, find(Project, user, request.project, action))
    document = _document(user, launch)
    _look_up_dataset(user, launch)
    launch.issues += _unknown_names(request)
    if document is not None:
        _bind(launch, document)
    return launch


def _document(user: Caller, launch: Launch) -> SpaceDocument | None:
    """Read the document of the version or the preset, whichever is given."""
    request = launch.request
    if (request.version is None) == (request.preset is None):
        launch.issues.append(
            _issue("version_or_preset", "either a version or a preset must be given", "version")
        )
        return None
    try:
        if request.preset is not None:
            launch.text = write_document(PRESETS.get(request.preset).document())
        elif request.version is not None:
            launch.version = find(Version, user, request.version, "see")
            launch.text = launch.version.document
        return read_document(launch.text)
    except InvalidDocument as error:
        launch.issues += error.issues
    except UnknownName as error:
        launch.issues.append(issue_of(error, "preset"))
    return None


def _look_up_dataset(user: Caller, launch: Launch) -> None:
    """Find the dataset by its id or a built-in one by its name; see that it can be used."""
    name, known = launch.request.dataset, list(datasets_for(user).defer("profile"))
    by_id = {row.id: row for row in known}
    built_in = {row.name: row for row in known if row.project_id is None}
    launch.dataset = by_id.get(name) or built_in.get(name)
    if launch.dataset is None:
        names = [row.name for row in known]
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(names))}"
        launch.issues.append(
            _issue("unknown_name", f"there is no dataset {name!r}; {hint}", "dataset")
        )
    elif launch.dataset.state != DataState.READY:
        message = f"the data {name!r} must be checked and found good first"
        launch.issues.append(_issue("not_ready", message, "dataset"))
        launch.dataset = None
    elif not launch.dataset.is_installed:
        hint = hint_of(launch.dataset)
        message = f"the dataset {name!r} must be installed, but it is not; {hint}"
        launch.issues.append(_issue("not_installed", message, "dataset"))


def _unknown_names(request: RunRequest) -> Iterator[Issue]:
    """Yield what is wrong with the names and settings of strategy and evaluator."""
    asked: tuple[tuple[str, Registry[Any], Any], ...] = (
        ("strategy", STRATEGIES, request.strategy),
        ("evaluator", EVALUATORS, request.evaluator),
    )
    for place, registry, entry in asked:
        try:
            registry.get(entry.name).Settings.model_validate(entry.settings)
        except UnknownName as error:
            yield issue_of(error, place, "name")
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                path = (place, "settings", *(str(part) for part in fault["loc"]))
                yield _issue("bad_setting", f"{path[-1]}: {fault['msg']}", *path)


def _bind(launch: Launch, document: SpaceDocument) -> None:
    """Lay the dataset under the document: the problem must be its own, and all shapes must fit."""
    kind = document.problem.kind
    if kind not in PROBLEMS:
        return  # `validate` says so, with the nearest name
    metrics = PROBLEMS.get(kind).metrics
    launch.objectives = launch.request.objectives or [
        ObjectiveRequest(metric=metrics[0][0], direction=metrics[0][1])
    ]
    launch.issues += _unknown_metrics(launch.objectives, [metric for metric, _ in metrics])
    if launch.dataset is None:
        return
    card = launch.dataset.card
    if card["problem"] != kind:
        message = f"the space must be drawn for {card['problem']!r}, but it is for {kind!r}"
        launch.issues.append(_issue("other_problem", message, "dataset"))
        return
    launch.issues += faults(document, card["symbols"])
    if launch.issues:
        return
    try:
        launch.space = SearchSpace(document, card["symbols"])
    except NasError as error:
        launch.issues.append(issue_of(error))
        return
    launch.issues += _refusal(launch, launch.space)


def _refusal(launch: Launch, space: SearchSpace) -> Iterator[Issue]:
    """Yield why the strategy cannot search this space."""
    name = launch.request.strategy.name
    objectives = tuple(Objective(**objective.model_dump()) for objective in launch.objectives)
    reason = STRATEGIES.get(name).refuses(space, objectives)
    if reason is not None:
        yield _issue("strategy_refuses", reason, "strategy", "name")


def _unknown_metrics(objectives: Iterable[ObjectiveRequest], known: list[str]) -> Iterator[Issue]:
    for place, objective in enumerate(objectives):
        if objective.metric not in known:
            message = f"the metric must be one of {', '.join(known)}, but got {objective.metric!r}"
            yield _issue("unknown_name", message, "objectives", str(place), "metric")


def _issue(code: str, message: str, *path: str) -> Issue:
    return Issue(path=path, code=code, message=message)
