"""What commands do in the database: the selectors and services, as one account, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.db import DatabaseError

from nasweb.local import NOT_SET_UP
from searchapp.models import Project, Run
from searchapp.nas.errors import NasError
from searchapp.nas.importing.profile import Options
from searchapp.selectors import datasets, runs
from searchapp.selectors.permissions import find, visible
from searchapp.selectors.snapshots import event_page_for
from searchapp.selectors.waiting import workshop
from searchapp.services.datasets import Upload, dataset_create
from searchapp.services.transitions import Action, request
from searchapp.wire.errors import Refused
from searchapp.wire.forms import DataForm, DatasetForm, RunForm, RunSummary
from searchapp.wire.messages import Page

NEWEST = "newest"
"""Names the run that was started last."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn what an interface answers into what a command says."""
    try:
        yield
    except Refused as refusal:
        problem = refusal.problem
        raise NasError(problem.code, problem.message, tuple(problem.path)) from None


@dataclass(frozen=True)
class Desk:
    """One account's work."""

    user: User

    @classmethod
    def of(cls, account: str) -> Desk:
        """Return the desk of an account.

        Raises:
            NasError: `not_set_up`: there is no database yet; `no_account`.
        """
        try:
            user = User.objects.filter(username=account, is_active=True).first()
        except DatabaseError:
            raise NasError("not_set_up", NOT_SET_UP) from None
        if user is None:
            raise NasError("no_account", f"there is no account {account!r} that may sign in")
        return cls(user)

    def data(self) -> list[DatasetForm]:
        """Return all datasets that the account may use."""
        return datasets.dataset_list_for(self.user)

    def dataset(self, id: str) -> DataForm:
        """Return a dataset."""
        with told_in_words():
            return datasets.dataset_get_for(self.user, id)

    def add_data(self, file: Path, options: Options) -> DataForm:
        """Take in a file; a worker checks it."""
        project = visible(Project, self.user).order_by("created_at").first()
        if project is None:
            raise NasError("no_project", f"{self.user} must have a project to put data into")
        with told_in_words(), file.open("rb") as content:
            find(Project, self.user, project.id, "edit")
            upload = Upload(file.name, content, file.stat().st_size, options)
            made = dataset_create(self.user, project, upload)
            return datasets.dataset_get_for(self.user, made.id)

    def is_manned(self) -> bool:
        """Tell whether somebody is there to do the work."""
        return workshop().is_manned

    def runs(self, state: str | None) -> list[RunSummary]:
        """Return runs, newest first."""
        return runs.run_list_for(self.user, state)

    def run(self, id: str) -> RunForm:
        """Return a run by its id, or the newest."""
        with told_in_words():
            return runs.run_get_for(self.user, self._id_of(id))

    def events(self, id: str, after: int) -> Page:
        """Return what happened in a run after an event."""
        with told_in_words():
            return event_page_for(self.user, id, after)

    def ask(self, id: str, action: Action) -> RunForm:
        """Ask something of a run."""
        with told_in_words():
            request(find(Run, self.user, self._id_of(id), "run"), action)
            return self.run(id)

    def _id_of(self, id: str) -> str:
        if id != NEWEST:
            return id
        newest = visible(Run, self.user).order_by("-created_at").values_list("pk", flat=True)
        return newest.first() or ""
