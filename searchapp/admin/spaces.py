"""Spaces, drafts, versions and datasets."""

from __future__ import annotations

from django.contrib import admin

from searchapp.admin.actions import SPACE_ACTIONS
from searchapp.admin.base import ReadOnlyAdmin, drawn, link_to
from searchapp.models import Dataset, Draft, Space, Version
from searchapp.selectors.drawings import version_svg


@admin.register(Space)
class SpaceAdmin(ReadOnlyAdmin):
    """Drawn search spaces."""

    list_display = ("name", link_to("project"), "preset", "created_by", "created_at", "id")
    list_filter = ("is_archived", "preset")
    actions = SPACE_ACTIONS
    list_select_related = ("project", "created_by")
    search_fields = ("name", "id", "project__name", "created_by__username")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)

    def view_on_site(self, space: Space) -> str:
        """Return the space in the designer."""
        return f"/spaces/{space.pk}"


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """Working copies."""

    list_display = ("space", "revision", "saved_by", "saved_at")
    list_select_related = ("space", "saved_by")
    search_fields = ("space__name", "space__id", "saved_by__username")
    date_hierarchy = "saved_at"
    ordering = ("-saved_at",)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """Immutable snapshots of spaces."""

    list_display = ("__str__", link_to("space"), "message", "created_by", "created_at", "id")
    list_select_related = ("space", "created_by")
    pictures = (drawn("picture", version_svg),)
    search_fields = ("space__name", "id", "digest", "message")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)

    def view_on_site(self, version: Version) -> str:
        """Return the version in the designer."""
        return f"/spaces/{version.space_id}/versions/{version.number}"


@admin.register(Dataset)
class DatasetAdmin(ReadOnlyAdmin):
    """Data that runs may use."""

    list_display = ("name", link_to("project"), "is_installed", "created_at", "id")
    list_filter = ("is_installed",)
    list_select_related = ("project",)
    search_fields = ("name", "id")
    date_hierarchy = "created_at"
    ordering = ("name",)
