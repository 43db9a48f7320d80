"""The files of docker/ name parts and settings that there are, and agree with each other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nasweb.commands import serve
from nasweb.env import Env
from searchapp.nas.importing.profile import Limits
from tests.fault.test_parts import GRACE

FOLDER = Path(__file__).resolve().parents[3] / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())
OURS = {
    name: service
    for name, service in COMPOSE["services"].items()
    if service["image"].startswith("nasweb-")
}
STAGE = re.compile(r"^FROM \S+ AS (\S+)\n(.*?)(?=^FROM |\Z)", re.MULTILINE | re.DOTALL)
STAGES = dict(STAGE.findall((FOLDER / "Dockerfile").read_text()))


def test_every_part_is_one_that_can_be_served() -> None:
    (default,) = re.findall(r'^CMD \["(\w+)"', STAGES["web"], re.MULTILINE)
    named = {service.get("command", [default])[0] for service in OURS.values()}
    assert named == set(serve.PARTS)


@pytest.mark.parametrize("name", OURS)
def test_every_image_is_a_stage_that_ends_without_root(name: str) -> None:
    stage = STAGES[OURS[name]["build"]["target"]]
    assert re.findall(r"^USER (.+)", stage, re.MULTILINE)[-1] == "10001:10001"


@pytest.mark.parametrize("name", OURS)
def test_every_setting_is_one_that_is_read(name: str) -> None:
    known = {f"NASWEB_{field.upper()}" for field in Env.model_fields}
    assert set(OURS[name]["environment"]) <= known
    images = re.findall(r"NASWEB_\w+(?==)", "".join(STAGES.values()))
    assert {"NASWEB_HOME", "NASWEB_DEVICE"} <= set(images) <= known


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_no_part_may_write_to_its_image_or_gain_rights(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert name in OURS or service["user"] not in ("root", "0")


def test_nothing_starts_with_what_the_example_says() -> None:
    example = dict(re.findall(r"^(\w+)=(.*)", (FOLDER / ".env.example").read_text(), re.MULTILINE))
    asked = set(re.findall(r"\$\{(\w+):\?", (FOLDER / "compose.yaml").read_text()))
    assert {name for name, value in example.items() if not value} == asked


def test_workers_write_onnx_too_and_the_web_has_no_part_in_training() -> None:
    assert "/locks/requirements-onnx.lock" in STAGES["worker"]
    assert re.findall(r"--requirement /locks/(\S+)", STAGES["web"]) == ["requirements-web.lock"]


def test_every_lock_that_is_installed_was_copied_before() -> None:
    copied: set[str] = set()
    for stage in STAGES.values():
        copied |= {
            name
            for line in re.findall(r"^COPY (.+) /locks/", stage, re.MULTILINE)
            for name in line.split()
        }
        assert set(re.findall(r"--requirement /locks/(\S+)", stage)) <= copied


def test_the_grace_is_what_the_parts_are_tested_with() -> None:
    assert {service["stop_grace_period"] for service in OURS.values()} == {f"{GRACE}s"}


def test_the_proxy_lets_through_what_the_web_takes() -> None:
    (most,) = re.findall(r"max_size (\d+)MiB", (FOLDER / "Caddyfile").read_text())
    assert Limits().bytes < int(most) * 2**20 <= Limits().bytes + 2**20


def test_every_setting_is_told_about() -> None:
    told = (FOLDER.parent / "docs/deployment.md").read_text()
    assert [name for name in Env.model_fields if f"`NASWEB_{name.upper()}`" not in told] == []
