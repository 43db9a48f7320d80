"""The administration: every table, to look at."""

from searchapp.admin import runs, spaces, teams

__all__ = ["runs", "spaces", "teams"]
