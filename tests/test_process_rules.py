"""Which process may load what: each rule is tried in a fresh Python."""

from __future__ import annotations

import re
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.processes import ROOT, loaded_by

LOADED_WHERE_THEY_ARE = {"greenlet", "setuptools"}
"""By Celery and by Python itself, which do as well without."""
EVERY_MODULE = """
import importlib, pkgutil
import searchapp.nas
for module in pkgutil.walk_packages(searchapp.nas.__path__, "searchapp.nas."):
    importlib.import_module(module.name)
"""


def test_the_engine_loads_no_web(tmp_path: Path) -> None:
    loaded = loaded_by(EVERY_MODULE, tmp_path)

    assert "searchapp" in loaded
    assert loaded.isdisjoint({"django", "rest_framework", "channels", "celery", "asgiref"})


def test_the_web_process_loads_no_torch(tmp_path: Path) -> None:
    loaded = loaded_by("import nasweb.asgi", tmp_path)

    assert "django" in loaded
    assert loaded.isdisjoint({"torch", "sklearn", "scipy", "onnx", "onnxruntime"})


def test_routes_and_admin_load_no_torch_and_nothing_that_the_web_image_lacks(
    tmp_path: Path,
) -> None:
    serve = (
        "import nasweb.asgi, nasweb.urls\nfrom django.contrib import admin\nadmin.autodiscover()"
    )
    pictures = "import searchapp.nas.drawing.sandbox"
    loaded = loaded_by(f"{serve}\n{pictures}", tmp_path)

    assert loaded.isdisjoint({"torch", "sklearn", "scipy", "onnx", "onnxruntime"})
    lock = (ROOT / "requirements-web.lock").read_text()
    in_image = set(re.findall(r"^[^=]+", lock, re.MULTILINE))
    sources = packages_distributions()
    brought = {plain(name) for package in loaded for name in sources.get(package, ())}
    assert "django" in brought
    assert brought - in_image <= {"nasweb", *LOADED_WHERE_THEY_ARE}


def test_the_web_server_loads_neither_lexers_nor_watchers_of_files(tmp_path: Path) -> None:
    loaded = loaded_by("import nasweb.server, nasweb.asgi, nasweb.urls", tmp_path)

    assert "uvicorn" in loaded
    assert loaded.isdisjoint({"pygments", "watchfiles"})


def plain(name: str) -> str:
    """Return a distribution's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_settings_load_no_torch(tmp_path: Path) -> None:
    assert loaded_by("import nasweb.settings", tmp_path).isdisjoint({"torch", "sklearn", "scipy"})
