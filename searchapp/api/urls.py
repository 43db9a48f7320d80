"""Routes under /api. Each name has its rows in `selectors.permissions.ROUTES`."""

from __future__ import annotations

from django.urls import path

from searchapp.api import (
    accounts,
    candidates,
    catalogue,
    datasets,
    runs,
    shares,
    social,
    spaces,
    teams,
    tokens,
)

urlpatterns = [
    path("session", accounts.SessionView.as_view(), name="session"),
    path("session/sign-in", accounts.SignInView.as_view(), name="sign-in"),
    path("session/sign-out", accounts.SignOutView.as_view(), name="sign-out"),
    path("catalogue", catalogue.CatalogueView.as_view(), name="catalogue"),
    path(
        "presets/<str:name>/picture.svg",
        catalogue.PresetPictureView.as_view(),
        name="preset-picture",
    ),
    path("schema", catalogue.SchemaView.as_view(), name="schema"),
    path("spaces", spaces.SpacesView.as_view(), name="spaces"),
    path("spaces/report", spaces.ReportView.as_view(), name="report"),
    path("spaces/sample", spaces.SampleView.as_view(), name="sample"),
    path("spaces/<str:id>", spaces.SpaceView.as_view(), name="space"),
    path("spaces/<str:id>/draft", spaces.DraftView.as_view(), name="draft"),
    path("spaces/<str:id>/versions", spaces.VersionsView.as_view(), name="versions"),
    path("versions/<str:id>", spaces.VersionView.as_view(), name="version"),
    path(
        "versions/<str:id>/picture.svg",
        spaces.VersionPictureView.as_view(),
        name="version-picture",
    ),
    path("datasets", datasets.DatasetsView.as_view(), name="datasets"),
    path("datasets/<str:id>", datasets.DatasetView.as_view(), name="dataset"),
    path(
        "datasets/<str:id>/samples/<str:number>.png",
        datasets.SampleView.as_view(),
        name="dataset-sample",
    ),
    path("runs", runs.RunsView.as_view(), name="runs"),
    path("runs/estimate", runs.EstimateView.as_view(), name="estimate"),
    path("runs/<str:id>", runs.RunView.as_view(), name="run"),
    *(
        path(f"runs/<str:id>/{deed}", runs.DeedView.as_view(deed=deed), name=f"run-{deed}")
        for deed in ("start", "pause", "resume", "stop")
    ),
    path("runs/<str:id>/clone", runs.CloneView.as_view(), name="run-clone"),
    path("runs/<str:id>/snapshot", runs.SnapshotView.as_view(), name="run-snapshot"),
    path("runs/<str:id>/events", runs.EventsView.as_view(), name="run-events"),
    path("runs/<str:id>/candidates", runs.CandidatesView.as_view(), name="run-candidates"),
    path("candidates/<str:id>", candidates.CandidateView.as_view(), name="candidate"),
    path("candidates/<str:id>/graph.svg", candidates.GraphView.as_view(), name="candidate-graph"),
    path("candidates/<str:id>/legend", candidates.LegendView.as_view(), name="candidate-legend"),
    path("candidates/<str:id>/curve", candidates.CurveView.as_view(), name="candidate-curve"),
    path("candidates/<str:id>/code", candidates.CodeView.as_view(), name="candidate-code"),
    path("candidates/<str:id>/export", candidates.ExportView.as_view(), name="candidate-export"),
    path("candidates/<str:id>/model.zip", candidates.ModelView.as_view(), name="candidate-model"),
    path("teams", teams.TeamsView.as_view(), name="teams"),
    path("teams/<str:id>", teams.TeamView.as_view(), name="team"),
    path("teams/<str:id>/invitations", teams.InvitationsView.as_view(), name="invitations"),
    path("invitations/look", teams.LookView.as_view(), name="invitation-look"),
    path("invitations/join", teams.JoinView.as_view(), name="invitation-join"),
    path("invitations/<str:id>", teams.InvitationView.as_view(), name="invitation"),
    path("members/<str:id>", teams.MemberView.as_view(), name="member"),
    path("projects", teams.ProjectsView.as_view(), name="projects"),
    path("projects/<str:id>", teams.ProjectView.as_view(), name="project"),
    path("comments", social.CommentsView.as_view(), name="comments"),
    path("comments/<str:id>", social.CommentView.as_view(), name="comment"),
    path("marks", social.MarksView.as_view(), name="marks"),
    path("stars", social.StarsView.as_view(), name="stars"),
    path("notes", social.NotesView.as_view(), name="notes"),
    path("activity", social.ActivityView.as_view(), name="activity"),
    path("shares", shares.SharesView.as_view(), name="shares"),
    path("shares/<str:id>", shares.ShareView.as_view(), name="share"),
    path("shares/<str:id>/open", shares.OpenView.as_view(), name="share-open"),
    path("tokens", tokens.TokensView.as_view(), name="tokens"),
    path("tokens/<str:id>", tokens.TokenView.as_view(), name="token"),
    path("workers", catalogue.WorkersView.as_view(), name="workers"),
]
