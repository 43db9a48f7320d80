"""The administration: every table, to look at; accounts, to change."""

from searchapp.admin import accounts, runs, social, spaces, teams

__all__ = ["accounts", "runs", "social", "spaces", "teams"]
