"""Routes: admin, the API, the one-time sign-in link, `health`; everything else is the page."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path

from searchapp.admin.overview import overview_page
from searchapp.api.pages import enter, health, shell

handler400 = "searchapp.api.errors.bad_request"
handler403 = "searchapp.api.errors.permission_denied"
handler404 = "searchapp.api.errors.page_not_found"
handler500 = "searchapp.api.errors.server_error"

urlpatterns = [
    path("admin/overview/", overview_page, name="overview"),
    path("admin/", admin.site.urls),
    path("api/", include("searchapp.api.urls")),
    path("enter/<str:secret>", enter, name="enter"),
    path("health", health, name="health"),
    re_path(r"^(?!(?:api|ws|admin|static)(?:/|$))", shell, name="shell"),
]
