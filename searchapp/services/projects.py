"""Projects: the shelves of a team."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from searchapp.models import Project, Team, Verb
from searchapp.services import activity
from searchapp.wire.errors import Conflict


@transaction.atomic
def project_create(user: User, team: Team, name: str) -> Project:
    """Make a project."""
    project = Project.objects.create(team=team, name=name)
    activity.tell(user, Verb.CREATED, project)
    return project


@transaction.atomic
def project_rename(user: User, project: Project, name: str) -> None:
    """Give a project another name."""
    project.name = name
    project.save(update_fields=["name"])
    activity.tell(user, Verb.RENAMED, project)


@transaction.atomic
def project_delete(user: User, project: Project) -> None:
    """Delete a project.

    Raises:
        Conflict: `not_empty`: something stands on it.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.spaces.exists() or project.runs.exists() or project.datasets.exists():
        raise Conflict(
            "not_empty", "a project must be empty to be deleted; move or delete what is in it first"
        )
    activity.tell(user, Verb.DELETED, project)
    project.delete()
