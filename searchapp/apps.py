"""The application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class SearchApp(AppConfig):
    """Spaces, runs, candidates: the product's one Django app."""

    name = "searchapp"
    verbose_name = "Searches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """List the built-in datasets after each migration; give every new user a team."""
        from searchapp.services.datasets import sync_after_migrate
        from searchapp.services.teams import welcome

        post_migrate.connect(sync_after_migrate, sender=self)
        post_save.connect(welcome, sender="auth.User")
