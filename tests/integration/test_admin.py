"""The administration: every page opens, nothing can be changed, no table is counted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from searchapp.models import (
    Candidate,
    Invitation,
    Project,
    Run,
    Share,
    SignInLink,
    Token,
)
from searchapp.services.comments import comment_create
from searchapp.services.invitations import invitation_create
from searchapp.services.marks import note_write, star_set
from searchapp.services.shares import share_create
from searchapp.services.teams import create_sign_in_link
from searchapp.services.tokens import token_create
from searchapp.wire.forms import CommentPlace, InvitationRequest, TokenRequest
from tests import builders

pytestmark = pytest.mark.django_db
MODELS = list(apps.get_app_config("searchapp").get_models())


def talk_about(candidate: Candidate) -> None:
    """Leave one of every word and mark."""
    run = candidate.run
    user = run.created_by
    invitation_create(user, run.project.team, InvitationRequest(role="viewer"))
    share_create(user, run, 30)
    token_create(user, TokenRequest(name="script"))
    comment_create(user, candidate, CommentPlace(kind="candidate", id=candidate.id), "Why?")
    star_set(user, candidate, is_starred=True)
    note_write(user, candidate, "Keep")


@pytest.fixture
def staff(project: Project, ada: User) -> Client:
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    candidate = builders.a_candidate(run, 0, 0.5)
    builders.an_event(run, {"kind": "logged", "level": "info", "text": "so far"})
    builders.a_worker(job=builders.a_job(run, candidate))
    create_sign_in_link(ada)
    talk_about(candidate)
    User.objects.create_superuser("root", password=builders.PASSWORD)
    client = Client()
    client.force_login(User.objects.get(username="root"))
    return client


def test_every_model_is_listed() -> None:
    assert set(MODELS) <= set(admin.site._registry)


def test_the_first_page_leads_to_every_list(staff: Client) -> None:
    page = staff.get(reverse("admin:index")).content.decode()
    assert "nasweb administration" in page
    for model in MODELS:
        assert f'href="{reverse(f"admin:searchapp_{model._meta.model_name}_changelist")}"' in page


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_can_be_searched(model: type[Model]) -> None:
    assert admin.site.get_model_admin(model).search_fields


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_page_opens_and_only_shows(staff: Client, model: type[Model]) -> None:
    name = f"admin:searchapp_{model._meta.model_name}"
    assert staff.get(reverse(f"{name}_changelist")).status_code == 200
    assert staff.get(reverse(f"{name}_changelist"), {"q": "ada"}).status_code == 200
    assert staff.get(reverse(f"{name}_add")).status_code == 403
    row = model._default_manager.first()
    if row is not None:
        page = staff.get(reverse(f"{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content
        assert staff.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
        assert (
            staff.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        )


def questions_for(staff: Client, model: type[Model]) -> list[str]:
    """Open a list; return what the database was asked for it."""
    with CaptureQueriesContext(connection) as queries:
        page = staff.get(reverse(f"admin:searchapp_{model._meta.model_name}_changelist"))
    assert page.status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.one_database  # the ORM asks each the same questions
def test_no_list_counts_its_whole_table(staff: Client) -> None:
    for model in MODELS:
        asked = questions_for(staff, model)
        assert [q for q in asked if "COUNT(" in q and model._meta.db_table in q] == []


@pytest.mark.one_database  # the ORM asks each the same questions
def test_a_list_costs_the_same_however_long(staff: Client) -> None:
    def costs() -> dict[str, int]:
        return {model.__name__: len(questions_for(staff, model)) for model in MODELS}

    costs()  # the first page of a process reads content types too
    few = costs()
    for number in range(4):
        team = builders.a_project(builders.a_user(f"user{number}"))
        run = builders.a_run(builders.a_version(builders.a_space(team)))
        candidate = builders.a_candidate(run, 0, 0.5)
        builders.an_event(run, {"kind": "logged", "level": "info", "text": "so far"})
        builders.a_worker(id=f"box:{number + 2}", job=builders.a_job(run, candidate))
        create_sign_in_link(run.created_by)
        talk_about(candidate)
    assert costs() == few


def test_structures_are_shown_indented_and_relations_lead_on(staff: Client) -> None:
    run = Run.objects.get()
    page = staff.get(reverse("admin:searchapp_run_change", args=[run.pk])).content.decode()
    assert "&quot;budget&quot;: {\n    &quot;candidates&quot;: 4\n  }" in page
    assert f'href="{reverse("admin:searchapp_version_change", args=[run.version_id])}"' in page
    assert f'href="/runs/{run.pk}"' in page  # to the page that everybody sees


def test_every_page_leads_back_and_secrets_stay_hidden(staff: Client) -> None:
    secrets: tuple[type[Any], ...] = (SignInLink, Invitation, Share, Token)
    for model in secrets:
        row, name = model.objects.get(), model._meta.model_name
        page = staff.get(reverse(f"admin:searchapp_{name}_change", args=[row.pk])).content.decode()
        assert '<a href="/">Back to nasweb</a>' in page
        assert "nasweb administration" in page
        assert row.digest not in page


def test_an_account_is_a_name_a_password_and_whether_it_is_staff(staff: Client) -> None:
    add = reverse("admin:auth_user_add")
    page = staff.get(add).content.decode()
    assert 'name="is_staff"' in page
    assert "more user options" not in page
    sent = {"username": "mara", "usable_password": "true", "is_staff": "on"}
    sent |= {"password1": builders.PASSWORD, "password2": builders.PASSWORD}
    assert staff.post(add, sent).status_code == 302
    mara = User.objects.get(username="mara")
    assert (mara.is_staff, mara.is_superuser) == (True, True)  # else she could see no page
    change = reverse("admin:auth_user_change", args=[mara.pk])
    page = staff.get(change).content.decode()
    for name in ("groups", "user_permissions", "is_superuser", "first_name", "last_login_0"):
        assert f'name="{name}"' not in page
    assert staff.post(change, {"username": "mara", "is_active": "on"}).status_code == 302
    mara.refresh_from_db()
    assert (mara.is_active, mara.is_staff, mara.is_superuser) == (True, False, False)
    assert staff.get(reverse("admin:auth_user_changelist")).status_code == 200


def test_pages_take_over_the_choice_of_colours_before_django_reads_its_own(staff: Client) -> None:
    for address in (reverse("admin:index"), reverse("admin:login")):
        page = Client().get(address, follow=True).content.decode()
        assert -1 < page.find("searchapp/scheme.js") < page.find("admin/js/theme.js")


def test_the_administration_has_the_look_of_the_product_and_asks_no_other_origin(
    staff: Client,
) -> None:
    start = staff.get("/admin/").content.decode()
    assert 'href="/static/searchapp/admin' in start
    assert re.search(r"<svg[^>]*>.*</svg>\s*nasweb <span>administration</span>", start, re.DOTALL)
    assert "Authentication and Authorization" not in start
    assert "Accounts" in start
    assert not re.search(r'(?:src|href)="(?:https?:)?//', start)
