"""Print a link that signs somebody in once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from searchapp.services.teams import create_sign_in_link, create_user


class Command(BaseCommand):
    """Print a link that signs a user in once, within the hour."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", default="admin", help="user name; `admin` is made if missing")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the site is")

    def handle(self, *args: Any, user: str, address: str, **options: Any) -> None:
        found = User.objects.filter(username=user).first()
        if found is None and user != "admin":
            raise CommandError(f"there is no user {user!r}")
        found = found or create_user(user, is_staff=True)
        self.stdout.write(f"{address.rstrip('/')}/enter/{create_sign_in_link(found)}")
