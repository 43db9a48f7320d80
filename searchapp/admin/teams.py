"""Teams, their members and projects, and how people sign in."""

from __future__ import annotations

from django.contrib import admin

from searchapp.admin.base import Inline, ReadOnlyAdmin, link_to
from searchapp.models import Membership, Project, SignInFailure, SignInLink, Team


class MembershipInline(Inline):
    """The members, on the team's page."""

    model = Membership
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "role", "created_at")


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    """Teams."""

    list_display = ("name", "is_personal", "created_at", "id")
    list_filter = ("is_personal",)
    search_fields = ("name", "id", "memberships__user__username")
    date_hierarchy = "created_at"
    ordering = ("name",)
    inlines = (MembershipInline,)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who is in which team."""

    list_display = ("user", link_to("team"), "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user", "team")
    search_fields = ("user__username", "team__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    """Projects."""

    list_display = ("name", link_to("team"), "created_at", "id")
    list_select_related = ("team",)
    search_fields = ("name", "id", "team__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(SignInLink)
class SignInLinkAdmin(ReadOnlyAdmin):
    """One-time sign-ins; the secret itself is nowhere."""

    list_display = ("user", "expires_at", "used_at")
    list_filter = (("used_at", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = ("user__username",)
    date_hierarchy = "expires_at"
    ordering = ("-expires_at",)
    hidden = ("digest",)


@admin.register(SignInFailure)
class SignInFailureAdmin(ReadOnlyAdmin):
    """Wrong passwords lately."""

    list_display = ("at", "key")
    search_fields = ("key",)
    date_hierarchy = "at"
    ordering = ("-at",)
