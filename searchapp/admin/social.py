"""What people say and do about things; the secrets of links and tokens are nowhere."""

from __future__ import annotations

from django.contrib import admin

from searchapp.admin.actions import INVITATION_ACTIONS, SHARE_ACTIONS, TOKEN_ACTIONS
from searchapp.admin.base import ReadOnlyAdmin, link_to
from searchapp.models import (
    THINGS,
    Activity,
    Comment,
    Invitation,
    Note,
    Share,
    Star,
    Token,
)

PLACES = tuple(link_to(kind) for kind in THINGS)
THINGS_READ = ("space", "run", "candidate__run", "dataset")


class LinkAdmin(ReadOnlyAdmin):
    """What a secret opens."""

    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    hidden = ("digest",)


@admin.register(Invitation)
class InvitationAdmin(LinkAdmin):
    """Invitations to teams."""

    actions = INVITATION_ACTIONS
    list_display = ("id", link_to("team"), "role", "created_by", "expires_at", "used_by")
    list_select_related = ("team", "created_by", "used_by")
    search_fields = ("id", "team__name", "created_by__username", "used_by__username")


@admin.register(Share)
class ShareAdmin(LinkAdmin):
    """Share links."""

    actions = SHARE_ACTIONS
    list_display = (
        "id",
        link_to("team"),
        link_to("run"),
        link_to("space"),
        "created_by",
        "expires_at",
        "opened",
    )
    list_select_related = ("team", "run", "space", "created_by")
    search_fields = ("id", "team__name", "run__name", "space__name", "created_by__username")


@admin.register(Token)
class TokenAdmin(LinkAdmin):
    """Keys for scripts."""

    actions = TOKEN_ACTIONS
    list_display = ("name", "user", "created_at", "expires_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """Comments; deleted ones have lost their words."""

    list_display = ("id", "author", "text", *PLACES, "created_at")
    list_select_related = (*THINGS_READ, "author")
    search_fields = ("text", "author__username", "team__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(Star)
class StarAdmin(ReadOnlyAdmin):
    """Stars."""

    list_display = ("user", *PLACES, "created_at")
    list_select_related = (*THINGS_READ, "user")
    search_fields = ("user__username", "team__name")
    date_hierarchy = "created_at"
    ordering = ("-pk",)


@admin.register(Note)
class NoteAdmin(ReadOnlyAdmin):
    """Notes."""

    list_display = ("saved_by", "text", *PLACES, "saved_at")
    list_select_related = (*THINGS_READ, "saved_by")
    search_fields = ("text", "saved_by__username", "team__name")
    date_hierarchy = "saved_at"
    ordering = ("-pk",)


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    """The stories of teams."""

    list_display = ("at", link_to("team"), "actor", "verb", "kind", "title")
    list_filter = ("verb", "kind")
    list_select_related = ("team", "actor")
    search_fields = ("title", "actor__username", "team__name")
    date_hierarchy = "at"
    ordering = ("-pk",)
