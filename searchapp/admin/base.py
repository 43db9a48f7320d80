"""What all pages of the administration share: they show, and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property

if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
    Inline = admin.TabularInline[Any, Any]
    RowPaginator = Paginator[Any]
else:
    Page, Inline, RowPaginator = admin.ModelAdmin, admin.TabularInline, Paginator

admin.site.site_header = admin.site.site_title = "nasweb administration"

FURTHEST = 10_000
"""Rows that lists can reach; filters and search get at the others."""


class BoundedPaginator(RowPaginator):
    """Counts no further than lists go: counting a whole table of events takes minutes."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return len(rows.values_list("pk")[:FURTHEST])


class ReadOnlyAdmin(Page):
    """Lists and shows rows. What changes them are the services, with their events."""

    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
