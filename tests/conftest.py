"""Personas: Ada owns the team, Ben edits, Cem looks, Dee is a stranger with her own team."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from servestatic.middleware import ServeStaticMiddleware

from searchapp.models import Project
from tests import builders

USING_DATABASE = {"db", "transactional_db"}


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "leave out tests of which another database says nothing new"
    parser.addoption("--only-database", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    """Make the profiles of properties known before one is chosen.

    Where none is, only the tests that need Hypothesis load it: that takes a second.
    """
    if config.getoption("--hypothesis-profile"):
        importlib.import_module("tests.examples")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    left_out = [item for item in items if not says_more_on_another_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if says_more_on_another_database(item)]


def says_more_on_another_database(item: pytest.Item) -> bool:
    return uses_database(item) and item.get_closest_marker("one_database") is None


def uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or bool(USING_DATABASE & {*fixtures})


@pytest.fixture(autouse=True)
def _own_home(settings: Any, tmp_path: Path) -> None:
    """Keep artifacts, sockets and logs of a test in its own folder; hash passwords cheaply."""
    settings.NASWEB_HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_listed_once() -> Iterator[None]:
    """Else every client of a test would look through all of them before its first request."""
    look, known = ServeStaticMiddleware.add_files_from_finders, dict[str, dict[str, Any]]()

    def add(self: ServeStaticMiddleware) -> None:
        folders = str(django_settings.STATICFILES_DIRS)
        if folders not in known:
            look(self)
            known[folders] = dict(self.files)
        self.files.update(known[folders])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ServeStaticMiddleware, "add_files_from_finders", add)
        yield


@pytest.fixture
def ada(db: None) -> User:
    return builders.a_user("ada")


@pytest.fixture
def ben(db: None) -> User:
    return builders.a_user("ben")


@pytest.fixture
def cem(db: None) -> User:
    return builders.a_user("cem")


@pytest.fixture
def dee(db: None) -> User:
    return builders.a_user("dee")


@pytest.fixture
def project(ada: User, ben: User, cem: User) -> Project:
    """Ada's project, with Ben and Cem on the team."""
    return builders.a_project(ada, editor=ben, viewer=cem)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A function that returns a browser in which the user is signed in."""

    def sign_in(user: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return client

    return sign_in
