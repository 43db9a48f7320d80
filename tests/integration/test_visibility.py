"""What a caller sees: rows of their own teams alone, whoever they are and whatever is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model

from searchapp.models import (
    Activity,
    Candidate,
    Comment,
    Dataset,
    Invitation,
    Membership,
    Project,
    Role,
    Run,
    Share,
    Space,
    Team,
    Version,
)
from searchapp.selectors.accounts import session_of
from searchapp.selectors.permissions import (
    RIGHTS,
    ROUTES,
    TEAM_OF,
    Action,
    find,
    require,
    rights,
    role_in,
    visible,
)
from searchapp.wire.errors import Forbidden, NotFound
from tests import builders

pytestmark = pytest.mark.django_db
KINDS: tuple[type[Any], ...] = (Project, Space, Version, Run, Candidate, Dataset)
OTHERS = (Team, Membership, Invitation, Share, Comment, Activity)
"""Kinds that are of a team without standing in a project."""


ROLELESS = {"anyone", "known", "signed_in", "in_person"}
"""What a caller may do without a role in a team."""


@dataclass
class Ours:
    """One row of each kind, all of one team."""

    rows: dict[type[Any], Any]

    def id(self, kind: type[Any]) -> str:
        return str(self.rows[kind].pk)


@pytest.fixture
def ours(project: Project) -> Ours:
    version = builders.a_version(builders.a_space(project))
    run = builders.a_run(version)
    rows = {
        Project: project,
        Space: version.space,
        Version: version,
        Run: run,
        Candidate: builders.a_candidate(run),
        Dataset: builders.a_dataset(name="ours", project=project),
    }
    return Ours(rows)


def test_every_kind_of_row_has_a_way_to_its_team() -> None:
    assert set(TEAM_OF) == {*KINDS, *OTHERS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_caller_who_is_not_signed_in_sees_nothing(ours: Ours, kind: type[Any]) -> None:
    assert visible(kind, AnonymousUser()).count() == 0
    with pytest.raises(NotFound):
        find(kind, AnonymousUser(), ours.id(kind), "see")


@pytest.mark.parametrize("kind", KINDS)
def test_a_user_without_any_team_sees_nothing(ours: Ours, kind: type[Any]) -> None:
    nobody = builders.a_user("eve")
    Membership.objects.filter(user=nobody).delete()
    assert visible(kind, nobody).count() == 0
    with pytest.raises(NotFound):
        find(kind, nobody, ours.id(kind), "see")


@pytest.mark.parametrize("kind", KINDS)
def test_staff_see_nothing_more_than_their_teams(ours: Ours, kind: type[Any]) -> None:
    staff = builders.a_user("eve", is_staff=True, is_superuser=True)
    assert ours.id(kind) not in {row.pk for row in visible(kind, staff)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_of_two_teams_sees_each_row_once_with_the_role_there(
    ours: Ours, ben: User, kind: type[Any]
) -> None:
    found = {row.pk: role_in(row) for row in visible(kind, ben)}
    assert found.pop(ours.id(kind)) == Role.EDITOR
    assert set(found.values()) <= {Role.OWNER}  # his own first project
    assert visible(kind, ben).filter(pk=ours.id(kind)).count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_who_leaves_a_team_sees_nothing_of_it_at_once(
    ours: Ours, ben: User, kind: type[Any]
) -> None:
    find(kind, ben, ours.id(kind), "edit")
    Membership.objects.filter(user=ben, role=Role.EDITOR).delete()
    with pytest.raises(NotFound):
        find(kind, ben, ours.id(kind), "see")


@pytest.mark.parametrize("kind", KINDS)
def test_a_lower_role_holds_from_the_next_request_on(
    ours: Ours, ben: User, kind: type[Any]
) -> None:
    Membership.objects.filter(user=ben, role=Role.EDITOR).update(role=Role.VIEWER)
    find(kind, ben, ours.id(kind), "see")
    with pytest.raises(Forbidden, match="viewer"):
        find(kind, ben, ours.id(kind), "edit")


@pytest.mark.parametrize("role", Role.values)
def test_a_role_may_do_what_the_roles_after_it_may(role: str) -> None:
    order = list(Role.values)
    for lesser in order[order.index(role) :]:
        assert RIGHTS[lesser] <= RIGHTS[role]


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("action", [a for a in get_args(Action) if a not in ROLELESS])
def test_a_deed_is_allowed_exactly_where_the_table_says(role: str, action: Action) -> None:
    if action in RIGHTS[role]:
        require(role, action)
    else:
        with pytest.raises(Forbidden) as refusal:
            require(role, action)
        assert action.replace("_", " ") in str(refusal.value)
        assert (refusal.value.status, refusal.value.problem.code) == (403, "forbidden")


def test_no_deed_of_a_route_is_one_that_nobody_may_do() -> None:
    granted = {right for row in RIGHTS.values() for right in row} | ROLELESS
    assert set(ROUTES.values()) <= granted
    for action in get_args(Action):
        assert action in granted


@pytest.mark.parametrize("role", Role.values)
def test_forms_list_the_rights_beyond_looking_in_a_fixed_order(role: str) -> None:
    assert rights(role) == sorted(rights(role))
    assert set(rights(role)) == RIGHTS[role] - {"see", "look_around", "download"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_of_one_kind_finds_nothing_of_another(
    ours: Ours, ada: User, kind: type[Model]
) -> None:
    for other in KINDS:
        if other is not kind:
            with pytest.raises(NotFound, match=kind.__name__.lower()):
                find(kind, ada, ours.id(other), "see")


@pytest.mark.parametrize("id", ["\0", "a\0b", "\0" * 16])
def test_an_id_with_a_nul_is_nobodys_and_never_reaches_the_database(
    ada: User, id: str, django_assert_num_queries: Any
) -> None:
    """PostgreSQL breaks on it, where SQLite finds nothing."""
    with django_assert_num_queries(0), pytest.raises(NotFound):
        find(Run, ada, id, "see")


def test_the_session_lists_own_teams_first_and_only_those_of_the_user(
    ours: Ours, ben: User, dee: User
) -> None:
    named = [(team.name, team.is_personal, team.role) for team in session_of(ben, "t").teams]
    assert named == [("ben", True, "owner"), ("ada", True, "editor")]
    strangers = session_of(dee, "t")
    assert [team.name for team in strangers.teams] == ["dee"]
    assert ours.id(Project) not in {project.id for project in strangers.projects}


def test_the_session_says_what_may_be_done_in_each_project(ours: Ours, cem: User) -> None:
    can = {project.id: project.can for project in session_of(cem, "t").projects}
    assert can[ours.id(Project)] == []
    assert ["comment", "edit", "manage", "run", "take_away"] in can.values()


def test_a_project_of_a_shared_team_is_seen_by_all_its_members(ada: User, dee: User) -> None:
    team = Team.objects.create(name="Vision")
    for user, role in ((ada, Role.COMMENTER), (dee, Role.OWNER)):
        Membership.objects.create(team=team, user=user, role=role)
    shelf = Project.objects.create(team=team, name="Shared")
    assert role_in(find(Project, ada, shelf.pk, "comment")) == Role.COMMENTER
    with pytest.raises(Forbidden):
        find(Project, ada, shelf.pk, "edit")
    assert role_in(find(Project, dee, shelf.pk, "run")) == Role.OWNER
