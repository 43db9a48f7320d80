"""Who is signed in, and what is theirs."""

from __future__ import annotations

from typing import Literal, cast

from django.contrib.auth.models import User

from searchapp.models import Membership, Project
from searchapp.selectors.permissions import rights, role_in, visible
from searchapp.wire.forms import ProjectForm, Session, TeamForm

RoleName = Literal["owner", "editor", "commenter", "viewer"]


def session_of(user: User, csrf: str) -> Session:
    """Return the user's session, with every team and project they are in."""
    memberships = Membership.objects.filter(user=user).select_related("team")
    projects = visible(Project, user).order_by("-team__is_personal", "created_at")
    return Session(
        user=user.get_username(),
        is_staff=user.is_staff,
        teams=[
            TeamForm(
                id=membership.team.id,
                name=membership.team.name,
                is_personal=membership.team.is_personal,
                role=cast("RoleName", membership.role),
            )
            for membership in memberships.order_by("-team__is_personal", "created_at")
        ],
        projects=[
            ProjectForm(
                id=project.id, name=project.name, team=project.team_id, can=rights(role_in(project))
            )
            for project in projects
        ],
        csrf=csrf,
    )
