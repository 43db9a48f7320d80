"""What all pages of the administration share: they show, and change no column."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import admin as _accounts  # noqa: F401  # registers before we take away
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.db.models import JSONField, Model, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from searchapp.nas.errors import NasError
from searchapp.wire.errors import Refused

if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
    Inline = admin.TabularInline[Any, Any]
    RowPaginator = Paginator[Any]
else:
    Page, Inline, RowPaginator = admin.ModelAdmin, admin.TabularInline, Paginator

admin.site.site_header = admin.site.site_title = "nasweb administration"
apps.get_app_config("auth").verbose_name = "Accounts"
admin.site.index_title = "Administration"
EMPTY = admin.site.empty_value_display = "–"
admin.site.unregister(Group)  # rights come with a role in a team, not with a group


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
    view_on_site: Any = False
    hidden: tuple[str, ...] = ()
    """Columns that no page shows."""
    pictures: tuple[Callable[[Any], str], ...] = ()
    """What the page of a row shows beside its columns."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Show every column, those that nobody edits too; structures indented, texts as written."""
        columns = [field for field in self.model._meta.fields if field.name not in self.hidden]
        written = [
            _written(field) if isinstance(field, JSONField | TextField) else field.name
            for field in columns
        ]
        return [*written, *(self.pictures if obj is not None else ())]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.get_fields(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Call the list what it lists."""
        title = self.model._meta.verbose_name_plural
        return super().changelist_view(request, {"title": str(title).capitalize()})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


SHORT = 60
"""Characters of a structure that is shown on one line."""


def _written(field: Any) -> Callable[[Any], str]:
    """Return what shows a structure indented, or a text line by line."""

    @admin.display(description=field.verbose_name)
    def written(row: Any) -> str:
        text = getattr(row, field.name)
        if text in (None, ""):
            return EMPTY
        if isinstance(field, JSONField):
            value, text = text, json.dumps(text, ensure_ascii=False)
            if len(text) > SHORT:
                text = json.dumps(value, indent=2, ensure_ascii=False)
        return format_html('<pre class="written">{}</pre>', text)

    return written


def drawn(name: str, draw: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return a column that shows a picture, or why there is none. `draw` returns its SVG."""

    @admin.display(description=name)
    def picture(row: Any) -> str:
        try:
            data = base64.b64encode(draw(row).encode()).decode()
        except (NasError, Refused) as error:
            return str(error)
        return format_html('<img class="drawn" alt="{}" src="data:image/svg+xml;base64,{}">',
                           f"{name} of {row}", data)  # fmt: skip

    return picture


def link_to(name: str) -> Callable[[Any], str]:
    """Return a column that leads to the page of what a row belongs to."""

    @admin.display(description=name, ordering=name)
    def link(row: Any) -> str:
        found: Model | None = getattr(row, name)
        if found is None:
            return EMPTY
        page = reverse(f"admin:searchapp_{found._meta.model_name}_change", args=[found.pk])
        return format_html('<a href="{}">{}</a>', page, found)

    return link


def rounded(name: str, digits: int, unit: str = "") -> Callable[[Any], str]:
    """Return a column that shows a number with so many decimals."""

    @admin.display(description=name.replace("_", " "), ordering=name)
    def shown(row: Any) -> str:
        value = getattr(row, name)
        return EMPTY if value is None else f"{value:.{digits}f}{unit}"

    return shown


def grouped(name: str) -> Callable[[Any], str]:
    """Return a column that shows a whole number with its thousands apart."""

    @admin.display(description=name, ordering=name)
    def shown(row: Any) -> str:
        return f"{getattr(row, name):,}"

    return shown
