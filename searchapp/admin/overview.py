"""One page of the administration that says what waits, what is being done and who is there."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from searchapp.selectors.overview import overview


def _page(request: HttpRequest) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "Overview", "seen": overview()}
    return render(request, "admin/overview.html", context)


overview_page = admin.site.admin_view(_page)
"""Shows it to the staff; everybody else is asked to sign in."""
