"""The sandbox that renders: safe from hostile graphs, from threads and from its own failures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchapp.nas.drawing import draw, rendering
from searchapp.nas.drawing.rendering import CannotRender, Sandbox, render, run_program
from tests import trees

TINY = "digraph { a -> b }"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    return Sandbox(tmp_path_factory.mktemp("cache"))


def test_the_compiled_form_is_kept_and_read_again(sandbox: Sandbox) -> None:
    first = sandbox.render(TINY)
    assert sandbox.cached.is_file()
    again = Sandbox(sandbox.cached.parent)
    written = sandbox.cached.stat().st_mtime_ns
    assert again.render(TINY) == first
    assert sandbox.cached.stat().st_mtime_ns == written


def test_a_broken_cache_is_made_anew(sandbox: Sandbox, tmp_path: Path) -> None:
    broken = Sandbox(tmp_path)
    broken.cached.write_bytes(b"no module")
    assert broken.render(TINY) == sandbox.render(TINY)
    assert broken.cached.stat().st_size > 1000


def test_a_folder_that_cannot_be_made_is_no_obstacle(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Sandbox(tmp_path / "file" / "cache").render(TINY) == sandbox.render(TINY)


def test_threads_do_not_meet(sandbox: Sandbox) -> None:
    graphs = [f"digraph {{ a{k} -> b{k} }}" for k in range(12)]
    expected = [sandbox.render(graph) for graph in graphs]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(sandbox.render, graphs)) == expected


def test_a_refused_graph_leaves_nothing_behind(sandbox: Sandbox) -> None:
    expected = sandbox.render(TINY)
    for broken in ("digraph {", "no graph at all", ""):
        with pytest.raises(CannotRender):
            sandbox.render(broken)
        assert sandbox.render(TINY) == expected


def test_a_graph_that_takes_too_long_is_stopped(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "INSTRUCTIONS", 2_000_000)
    with pytest.raises(CannotRender) as error:
        sandbox.render(draw(trees.darts()))
    assert error.value.code == "too_slow"


def test_a_graph_reads_no_file(sandbox: Sandbox) -> None:
    svg = sandbox.render('digraph { a [image="/etc/passwd", shapefile="/etc/passwd"] }')
    assert "passwd" not in svg


def test_a_very_long_text_is_refused() -> None:
    with pytest.raises(CannotRender, match="at most"):
        render(" " * (rendering.LONGEST_DOT + 1))


def test_the_program_is_told_what_the_sandbox_is(tmp_path: Path) -> None:
    """A stand-in for `dot`: the real one is used where the machine has it."""
    program = tmp_path / "dot"
    program.write_text('#!/bin/sh\nprintf \'<svg width="1">%s</svg>\' "$1$HOME"\n')
    program.chmod(0o755)
    assert run_program(str(program), TINY) == '<svg width="1">-Tsvg</svg>'
    program.write_text("#!/bin/sh\necho 'syntax error' >&2\nexit 1\n")
    with pytest.raises(CannotRender, match="syntax error"):
        run_program(str(program), TINY)
