"""The Celery app. Its messages are pokes: what there is to do stands in the database."""

from __future__ import annotations

import os

from celery import Celery

from nasweb.supervisor.orphans import watch_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")

watch_parent()
app = Celery("nasweb")
app.set_default()  # for every thread: requests and timers send pokes too
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["searchapp"])
