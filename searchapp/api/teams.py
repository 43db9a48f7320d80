"""Teams, who is in them, who is invited, and their projects."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.authentication import user_of
from searchapp.api.operation import operation
from searchapp.api.throttles import limit_tries
from searchapp.models import Invitation, Membership, Project, Role, Team
from searchapp.selectors import teams
from searchapp.selectors.permissions import find, require, rights, role_in
from searchapp.services import invitations, projects
from searchapp.services import teams as services
from searchapp.wire.forms import (
    InvitationForm,
    InvitationOffer,
    InvitationRequest,
    ProjectForm,
    ProjectRename,
    ProjectRequest,
    RoleRequest,
    SecretRequest,
    TeamForm,
    TeamPage,
    TeamRequest,
)


class TeamsView(APIView):
    """The caller's teams."""

    @operation(gives=list[TeamForm])
    def get(self, request: Request) -> list[TeamForm]:
        return teams.team_list_for(user_of(request))

    @operation(takes=TeamRequest, gives=TeamPage, status=201)
    def post(self, request: Request, body: TeamRequest) -> TeamPage:
        team = services.team_create(user_of(request), body.name)
        return teams.team_page_for(user_of(request), team.id)


class TeamView(APIView):
    """One team."""

    @operation(gives=TeamPage)
    def get(self, request: Request, id: str) -> TeamPage:
        return teams.team_page_for(user_of(request), id)

    @operation(takes=TeamRequest, gives=TeamPage)
    def patch(self, request: Request, id: str, body: TeamRequest) -> TeamPage:
        services.team_rename(user_of(request), find(Team, request.user, id, "manage"), body.name)
        return teams.team_page_for(user_of(request), id)

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        services.team_delete(find(Team, request.user, id, "manage"))


class MemberView(APIView):
    """One member of a team."""

    @operation(takes=RoleRequest, gives=TeamPage)
    def patch(self, request: Request, id: str, body: RoleRequest) -> TeamPage:
        member = find(Membership, request.user, id, "manage")
        services.member_appoint(user_of(request), member, Role(body.role))
        return teams.team_page_for(user_of(request), member.team_id)

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        member = find(Membership, request.user, id, "look_around")
        if member.user != request.user:
            require(role_in(member), "manage")
        services.member_remove(user_of(request), member)


class InvitationsView(APIView):
    """Inviting to a team."""

    @operation(takes=InvitationRequest, gives=InvitationForm, status=201)
    def post(self, request: Request, id: str, body: InvitationRequest) -> InvitationForm:
        team = find(Team, request.user, id, "manage")
        return teams.invitation_form(*invitations.invitation_create(user_of(request), team, body))


class InvitationView(APIView):
    """One invitation."""

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        invitation = find(Invitation, request.user, id, "manage")
        invitations.invitation_revoke(user_of(request), invitation)


class LookView(APIView):
    """What an invitation offers."""

    @operation(takes=SecretRequest, gives=InvitationOffer)
    def post(self, request: Request, body: SecretRequest) -> InvitationOffer:
        with limit_tries(request):
            return teams.offer_for(user_of(request), body.secret)


class JoinView(APIView):
    """Accept an invitation."""

    @operation(takes=SecretRequest, gives=TeamPage)
    def post(self, request: Request, body: SecretRequest) -> TeamPage:
        with limit_tries(request):
            team = invitations.invitation_join(user_of(request), body.secret)
        return teams.team_page_for(user_of(request), team.id)


class ProjectsView(APIView):
    """Making projects."""

    @operation(takes=ProjectRequest, gives=ProjectForm, status=201)
    def post(self, request: Request, body: ProjectRequest) -> ProjectForm:
        team = find(Team, request.user, body.team, "edit")
        project = projects.project_create(user_of(request), team, body.name)
        return project_form(project, role_in(team))


class ProjectView(APIView):
    """One project."""

    @operation(takes=ProjectRename, gives=ProjectForm)
    def patch(self, request: Request, id: str, body: ProjectRename) -> ProjectForm:
        project = find(Project, request.user, id, "manage")
        projects.project_rename(user_of(request), project, body.name)
        return project_form(project, role_in(project))

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        projects.project_delete(user_of(request), find(Project, request.user, id, "manage"))


def project_form(project: Project, role: str) -> ProjectForm:
    """Return a project as one of that role sees it."""
    return ProjectForm(id=project.id, name=project.name, team=project.team_id, can=rights(role))
