"""The composition root: settings, routes, processes."""

from nasweb.celery import app as celery_app

__all__ = ["celery_app"]
