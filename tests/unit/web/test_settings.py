"""What the environment may say, and what production refuses."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from nasweb.checks import check_production
from nasweb.env import Env, database_settings, read_secret, snapshot_settings

SAFE: dict[str, Any] = {
    "secret_key": "x" * 40,
    "hosts": ("search.example.org",),
    "origins": ("https://search.example.org",),
    "broker_url": "redis://broker/0",
    "database_url": "postgresql://nasweb@database/nasweb",
}


def _produce(settings: Any, **changes: Any) -> list[str]:
    settings.NASWEB_PRODUCTION = True
    settings.ENV = Env(**{**SAFE, **changes})
    settings.ALLOWED_HOSTS = list(settings.ENV.hosts)
    layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}
    settings.CHANNEL_LAYERS = changes.get("layers", {"default": layer})
    return [str(error.hint) for error in check_production()]


def test_safe_settings_are_let_through(settings: Any) -> None:
    assert _produce(settings) == []


@pytest.mark.parametrize(
    ("change", "variable"),
    [
        ({"secret_key": "short"}, "NASWEB_SECRET_KEY"),
        ({"hosts": ("*",)}, "NASWEB_HOSTS"),
        ({"hosts": ("localhost",)}, "NASWEB_HOSTS"),
        ({"origins": ()}, "NASWEB_ORIGINS"),
        ({"origins": ("http://search.example.org",)}, "NASWEB_ORIGINS"),
        ({"broker_url": "memory://"}, "NASWEB_BROKER_URL"),
        ({"database_url": ""}, "NASWEB_DATABASE_URL"),
    ],
)
def test_unsafe_settings_are_refused_by_name(
    settings: Any, change: dict[str, Any], variable: str
) -> None:
    (hint,) = _produce(settings, **change)
    assert variable in hint


def test_debug_pages_are_refused(settings: Any) -> None:
    settings.DEBUG = True
    assert any("NASWEB_DEBUG" in hint for hint in _produce(settings))


def test_pokes_that_stay_in_one_process_are_refused(settings: Any) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    settings.NASWEB_PRODUCTION = True
    settings.ENV = Env(**SAFE)
    assert any("NASWEB_CHANNELS_URL" in str(error.hint) for error in check_production())


def test_nothing_is_demanded_of_development(settings: Any) -> None:
    settings.NASWEB_PRODUCTION = False
    assert check_production() == []


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASWEB_HOSTS", "a.example, b.example,")
    monkeypatch.setenv("NASWEB_HOME", "~/somewhere")
    env = Env.read()
    assert env.hosts == ("a.example", "b.example")
    assert env.home == Path.home() / "somewhere"


def test_a_variable_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASWEB_DEBUG", "perhaps")
    monkeypatch.setenv("NASWEB_BROKER_URL", "")
    with pytest.raises(ValueError, match=r"NASWEB_DEBUG: .*'perhaps'"):
        Env.read()


def test_the_secret_is_made_once_and_kept_for_oneself(tmp_path: Path) -> None:
    first = read_secret(tmp_path)
    assert len(first) >= 50
    assert read_secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_database_url_is_read_in_full() -> None:
    found = database_settings("postgresql://me:p%40ss@box:5433/nas?sslmode=require", Path())
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "me",
        "p@ss",
        "box",
        "5433",
    )
    assert (found["NAME"], found["OPTIONS"]) == ("nas", {"sslmode": "require"})
    assert "isolation_level" in snapshot_settings(found)["OPTIONS"]


@pytest.mark.parametrize("url", ["mysql://me@box/nas", "postgresql://me@box", "nas"])
def test_a_database_url_that_cannot_be_used_says_what_it_must_look_like(url: str) -> None:
    with pytest.raises(ValueError, match="NASWEB_DATABASE_URL must look like"):
        database_settings(url, Path())


def test_without_a_url_there_is_a_file(tmp_path: Path) -> None:
    found = database_settings("", tmp_path)
    assert found["NAME"] == tmp_path / "db.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert snapshot_settings(found)["OPTIONS"]["transaction_mode"] == "DEFERRED"
