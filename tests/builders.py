"""Small valid rows for tests; every keyword overrides a column."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from searchapp.models import (
    Candidate,
    CandidateMetric,
    Dataset,
    Draft,
    Job,
    Measurement,
    Membership,
    Project,
    Role,
    Run,
    RunEvent,
    RunState,
    Space,
    Version,
    Worker,
)
from searchapp.services import leases, transitions
from searchapp.services.teams import create_personal_team
from tests.spaces import HEAD, a_chain, a_choice

PASSWORD = "a long enough passphrase"

DOCUMENT: dict[str, Any] = a_chain(
    a_choice("op", flat={"operator": "relu"}, skip={"operator": "skip"}), *HEAD, name="Two ways"
)
"""A space of two architectures."""


def a_user(name: str, **columns: Any) -> User:
    """Make an account; its personal team comes with it."""
    return User.objects.create_user(name, password=PASSWORD, **columns)


def a_project(owner: User, editor: User | None = None, viewer: User | None = None) -> Project:
    """Make the owner's personal project, with others on the team."""
    project = create_personal_team(owner)
    for user, role in ((editor, Role.EDITOR), (viewer, Role.VIEWER)):
        if user is not None:
            Membership.objects.create(team=project.team, user=user, role=role)
    return project


def a_space(project: Project, document: dict[str, Any] | str = DOCUMENT, **columns: Any) -> Space:
    """Make a space with a draft."""
    author = project.team.memberships.get(role=Role.OWNER).user
    space = Space.objects.create(
        **{"project": project, "name": "Two ways", "created_by": author, **columns}
    )
    text = document if isinstance(document, str) else json.dumps(document)
    Draft.objects.create(space=space, document=text, saved_by=author)
    return space


def a_version(space: Space, **columns: Any) -> Version:
    """Save the draft of a space as the next version."""
    fresh = {
        "space": space,
        "number": space.versions.count() + 1,
        "document": space.draft.document,
        "digest": "0" * 64,
        "created_by": space.created_by,
    }
    return Version.objects.create(**{**fresh, **columns})


def a_dataset(**columns: Any) -> Dataset:
    """Return the built-in digits, or another dataset."""
    card = {
        "name": "digits",
        "title": "Handwritten digits",
        "problem": "image_classification",
        "summary": "1,797 pictures of 8×8",
        "source": "scikit-learn",
        "licence": "BSD-3-Clause",
        "symbols": {"channels": 1, "height": 8, "width": 8, "classes": 10, "items": 1797},
    }
    values = {"name": "digits", "card": card, "is_installed": True, **columns}
    dataset, _ = Dataset.objects.update_or_create(
        name=values.pop("name"), project=values.pop("project", None), defaults=values
    )
    return dataset


def a_run(version: Version, **columns: Any) -> Run:
    """Make a run in draft."""
    request = {
        "project": version.space.project_id,
        "version": version.id,
        "dataset": "digits",
        "strategy": {"name": "random_search", "settings": {}},
        "objectives": [{"metric": "accuracy", "direction": "max"}],
        "budget": {"candidates": 4},
        "fidelity": {"epochs": 1, "fraction": 1.0},
    }
    fresh = {
        "project": version.space.project,
        "version": version,
        "dataset": None,
        "name": "A search",
        "request": request,
        "seed": 0,
        "budget_candidates": 4,
        "created_by": version.created_by,
    }
    values = {**fresh, **columns}
    values["dataset"] = values["dataset"] or a_dataset()
    return Run.objects.create(**values)


def a_running_run(project: Project, **columns: Any) -> Run:
    """Return a run of a space of its own that has been queued and taken up."""
    run = a_run(a_version(a_space(project)), **columns)
    with transaction.atomic():
        for state in (RunState.QUEUED, RunState.RUNNING):
            transitions.move(leases.lock_run(run.pk), state)
    return run


def a_candidate(
    run: Run, index: int = 0, accuracy: float | None = None, **columns: Any
) -> Candidate:
    """Make a candidate, scored and with a two-point curve when an accuracy is given."""
    fresh = {
        "run": run,
        "index": index,
        "state": "proposed" if accuracy is None else "finished",
        "decisions": {"op": "flat"},
        "architecture_id": f"{index:064x}",
        "graph_hash": f"{index:064x}",
        "fidelity": {"epochs": 2, "fraction": 1.0},
        "parameters": 100 + index,
        "macs": 1000 + index,
        "seconds": None if accuracy is None else 1.5,
    }
    candidate = Candidate.objects.create(**{**fresh, **columns})
    if accuracy is not None:
        CandidateMetric.objects.create(
            run=run, candidate=candidate, metric="accuracy", value=accuracy
        )
        for step in (1, 2):
            Measurement.objects.create(
                candidate=candidate, metric="accuracy", step=step, value=accuracy * step / 2
            )
    return candidate


def an_event(run: Run, body: dict[str, Any], **columns: Any) -> RunEvent:
    """Append an event to a run's log."""
    seq = run.next_seq
    run.next_seq += 1
    run.save(update_fields=["next_seq"])
    fresh = {"run": run, "seq": seq, "kind": body["kind"], "body": body, "at": timezone.now()}
    return RunEvent.objects.create(**{**fresh, **columns})


def a_job(run: Run, candidate: Candidate | None = None, **columns: Any) -> Job:
    """Queue a job."""
    fresh: dict[str, Any] = {
        "run": run,
        "candidate": candidate,
        "kind": "evaluate",
        "assignment": {},
    }
    return Job.objects.create(**{**fresh, **columns})


def a_worker(**columns: Any) -> Worker:
    """Let a worker report."""
    now = timezone.now()
    fresh: dict[str, Any] = {
        "id": "box:1",
        "host": "box",
        "pid": 1,
        "queues": ["runs", "evaluate.cpu"],
        "devices": ["cpu"],
        "version": "0.1.0",
        "started_at": now,
        "seen_at": now,
    }
    return Worker.objects.create(**{**fresh, **columns})
