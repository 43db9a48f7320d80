"""Accounts: the one table that the administration may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

if TYPE_CHECKING:
    Accounts = UserAdmin[User]
else:
    Accounts = UserAdmin

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(Accounts):
    """People: a name, a password, and whether they administer. Other rights are roles in teams."""

    fieldsets = ((None, {"fields": ("username", "password", "is_active", "is_staff")}),)
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "usable_password", "password1", "password2", "is_staff"),
            },
        ),
    )
    filter_horizontal = ()
    list_display = ("username", "is_active", "is_staff", "last_login", "date_joined")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username",)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Let staff see every page: without single permissions, only superusers can."""
        obj.is_superuser = obj.is_staff
        super().save_model(request, obj, form, change)
