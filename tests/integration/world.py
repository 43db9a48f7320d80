"""One of everything that a team has, who may ask for it, and how each route is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from searchapp.models import (
    Candidate,
    Comment,
    Dataset,
    Invitation,
    Membership,
    Project,
    Role,
    Run,
    Share,
    Team,
    Token,
)
from searchapp.selectors.shares import pass_for, pass_name
from searchapp.services.invitations import invitation_create
from searchapp.services.shares import share_create
from searchapp.services.tokens import token_create
from searchapp.wire.forms import InvitationRequest, TokenRequest
from tests import builders

PERSONAS = (
    "owner", "editor", "commenter", "viewer", "run link", "space link", "model link",
    "stranger", "nobody", "token",
)  # fmt: skip
"""The last one is a script with a token of the owner."""
NAMES = {"owner": "ada", "editor": "ben", "commenter": "eve", "viewer": "cem", "stranger": "dee"}
WHOSE = {"draft": "space", "versions": "space", "invitations": "team"}
"""What the id in an address is of, where the route's name does not begin with it."""


@dataclass
class World:
    """Ada's team with one of everything, and another of hers that may be deleted."""

    project: Project
    run: Run
    candidate: Candidate
    dataset: Dataset
    shelf: Project
    team: Team
    member: Membership
    invitation: Invitation
    comment: Comment
    share: Share
    space_share: Share
    model_share: Share
    token: Token
    secrets: dict[str, str]
    clients: dict[str, tuple[Client, SimpleCookie]] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, str]:
        version = self.run.version
        return {
            "space": version.space_id,
            "version": version.id,
            "run": self.run.id,
            "candidate": self.candidate.id,
            "dataset": self.dataset.id,
            "project": self.shelf.id,
            "team": self.team.id,
            "member": self.member.key,
            "invitation": self.invitation.id,
            "comment": self.comment.id,
            "share": self.share.id,
            "token": self.token.id,
        }

    def address(self, route: str, query: dict[str, str] | None = None) -> str:
        """Return the address of a route, of our own things."""
        if route == "preset-picture":
            return reverse(route, kwargs={"name": "nas-bench-201"}, query=query)
        if route == "dataset-sample":
            return reverse(route, kwargs={"id": self.dataset.id, "number": "0"}, query=query)
        try:
            return reverse(route, query=query)
        except NoReverseMatch:
            id = self.ids[WHOSE.get(route, route.split("-")[0])]
            return reverse(route, kwargs={"id": id}, query=query)

    def query(self, route: str, method: str) -> dict[str, str]:
        """Return the parameters without which a route cannot be asked."""
        queries = {
            ("datasets", "POST"): {"project": self.project.id, "file_name": "x.csv"},
            ("comments", "GET"): self.place,
            ("marks", "GET"): self.place,
            ("shares", "GET"): {"kind": "run", "thing": self.run.id},
        }
        return queries.get((route, method), {})

    @property
    def place(self) -> dict[str, str]:
        return {"kind": "candidate", "id": self.candidate.id}

    def body(self, route: str) -> dict[str, Any]:
        """Return a body that a route takes."""
        document = json.dumps(builders.DOCUMENT)
        bodies: dict[str, dict[str, Any]] = {
            "sign-in": {"username": "ada", "password": builders.PASSWORD},
            "spaces": {"project": self.project.id, "document": document},
            "space": {"project": self.shelf.id},
            "report": {"document": document},
            "sample": {"document": document},
            "draft": {"document": document},
            "versions": {"revision": 1},
            "runs": self.run.request,
            "run": {"name": "Another name"},
            "estimate": self.run.request,
            "teams": {"name": "Speech"},
            "team": {"name": "Hearing"},
            "invitations": {"role": "viewer"},
            "invitation-look": {"secret": self.secrets["invitation"]},
            "invitation-join": {"secret": self.secrets["invitation"]},
            "member": {"role": "editor"},
            "projects": {"team": self.project.team_id, "name": "Another shelf"},
            "project": {"name": "Another name"},
            "comments": {"place": self.place, "text": "Why?"},
            "comment": {"text": "Why not?"},
            "stars": {"place": self.place, "is_starred": True},
            "notes": {"place": self.place, "text": "The one to keep"},
            "shares": {"kind": "run", "thing": self.run.id},
            "share-open": {"secret": self.secrets["share"]},
            "tokens": {"name": "night script"},
        }
        return bodies.get(route, {})

    def client(self, persona: str) -> Client:
        """Return what the persona asks with, as it came in: what it did before is forgotten."""
        if persona not in self.clients:
            client = self._client(persona)
            self.clients[persona] = (client, SimpleCookie(client.cookies))
        client, cookies = self.clients[persona]
        client.cookies = SimpleCookie(cookies)
        return client

    def _client(self, persona: str) -> Client:
        client = Client(raise_request_exception=False)
        if persona == "token":
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.secrets['token']}"
        elif persona in NAMES:
            client.force_login(User.objects.get(username=NAMES[persona]))
        elif persona != "nobody":
            share = self.link_of(persona)
            client.cookies[pass_name(share.id)] = pass_for(share)
        return client

    def link_of(self, persona: str) -> Share:
        """Return the link by which a persona comes."""
        links = {"run": self.share, "space": self.space_share, "model": self.model_share}
        return links[persona.removesuffix(" link")]

    def send(self, persona: str, route: str, method: str) -> Any:
        """Ask a route as somebody."""
        query = self.query(route, method)
        if persona.endswith("link"):
            query = {**query, "share": self.link_of(persona).id}
        is_file = (route, method) == ("datasets", "POST")
        body = b"" if method in {"GET", "DELETE"} else json.dumps(self.body(route)).encode()
        return self.client(persona).generic(
            method,
            self.address(route, query),
            b"a,b" if is_file else body,
            content_type="application/octet-stream" if is_file else "application/json",
            headers={"If-Match": '"1"'} if route == "draft" else {},
        )


def a_world(home: Path) -> World:
    """Make the world, with its files under `home`."""
    users = {role: builders.a_user(name) for role, name in NAMES.items()}
    ada = users["owner"]
    project = builders.a_project(ada, editor=users["editor"], viewer=users["viewer"])
    Membership.objects.create(team=project.team, user=users["commenter"], role=Role.COMMENTER)
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    candidate = builders.a_candidate(
        run, accuracy=0.5, weights="w.safetensors", archive="model.zip"
    )
    team = Team.objects.create(name="Vision")
    for role in Role.values:
        Membership.objects.create(team=team, user=users[role], role=role)
    fay = builders.a_user("fay")
    invitation, invited = invitation_create(ada, team, InvitationRequest(role="viewer"))
    share, shared = share_create(ada, run, 30)
    token, key = token_create(ada, TokenRequest(name="script"))
    _write_files(home)
    return World(
        project=project,
        run=run,
        candidate=candidate,
        dataset=builders.a_dataset(name="ours", project=project, folder="data/x"),
        shelf=Project.objects.create(team=project.team, name="Empty"),
        team=team,
        member=Membership.objects.create(team=team, user=fay, role=Role.VIEWER),
        invitation=invitation,
        comment=Comment.objects.create(
            team=project.team, run=run, author=users["commenter"], text="Good."
        ),
        share=share,
        space_share=share_create(ada, run.version.space, 30)[0],
        model_share=share_create(ada, run, 30, with_model=True)[0],
        token=token,
        secrets={"invitation": invited, "share": shared, "token": key},
    )


def _write_files(home: Path) -> None:
    samples = home / "artifacts/data/x/samples"
    samples.mkdir(parents=True)
    (samples / "0.png").write_bytes(b"PNG")
    (home / "artifacts/model.zip").write_bytes(b"PK")
