"""Who is signed in, and what is theirs."""

from __future__ import annotations

from django.contrib.auth.models import User

from searchapp.models import Project
from searchapp.selectors.permissions import rights, role_in, visible
from searchapp.selectors.teams import is_own, team_list_for
from searchapp.wire.forms import ProjectForm, Session


def session_of(user: User, csrf: str) -> Session:
    """Return the user's session, with every team and project they are in, their own first."""
    projects = list(visible(Project, user).select_related("team").order_by("created_at"))
    projects.sort(key=lambda project: not is_own(project.team, role_in(project)))
    return Session(
        user=user.get_username(),
        is_staff=user.is_staff,
        teams=team_list_for(user),
        projects=[
            ProjectForm(
                id=project.id, name=project.name, team=project.team_id, can=rights(role_in(project))
            )
            for project in projects
        ],
        csrf=csrf,
    )
