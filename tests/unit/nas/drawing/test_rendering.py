"""The sandbox that renders: safe from hostile graphs, from threads and from its own failures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchapp.nas.drawing import draw, rendering, sandbox
from searchapp.nas.drawing.rendering import CannotRender, render, run, run_sandbox
from tests import trees

TINY = "digraph { a -> b }"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_the_compiled_form_is_kept_and_read_again(cache: Path) -> None:
    first = run_sandbox(TINY, cache)
    kept = sandbox.compiled(cache)
    written = kept.stat().st_mtime_ns
    assert run_sandbox(TINY, cache) == first
    assert kept.stat().st_mtime_ns == written


def test_a_broken_cache_is_made_anew(cache: Path, tmp_path: Path) -> None:
    broken = sandbox.compiled(tmp_path)
    broken.write_bytes(b"no module")
    assert run_sandbox(TINY, tmp_path) == run_sandbox(TINY, cache)
    assert broken.stat().st_size > 1000


def test_a_folder_that_cannot_be_made_is_no_obstacle(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run_sandbox(TINY, tmp_path / "file" / "cache") == run_sandbox(TINY, cache)


def test_threads_do_not_meet(cache: Path) -> None:
    graphs = [f"digraph {{ a{k} -> b{k} }}" for k in range(6)]
    expected = [run_sandbox(graph, cache) for graph in graphs]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda graph: run_sandbox(graph, cache), graphs)) == expected


@pytest.mark.parametrize("broken", ["digraph {", "no graph at all", ""])
def test_a_refused_graph_says_why(cache: Path, broken: str) -> None:
    with pytest.raises(CannotRender) as error:
        run_sandbox(broken, cache)
    assert error.value.code == "cannot_render"
    assert error.value.message


def test_a_graph_that_takes_too_long_is_stopped(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "INSTRUCTIONS", 2_000_000)
    with pytest.raises(sandbox.Refused, match="cannot be laid out"):
        sandbox.render(draw(trees.darts()), cache)


def test_a_program_that_hangs_is_stopped(tmp_path: Path) -> None:
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    with pytest.raises(CannotRender) as error:
        run([str(program)], TINY, 0.05)
    assert error.value.code == "too_slow"


def test_a_graph_reads_no_file(cache: Path) -> None:
    svg = run_sandbox('digraph { a [image="/etc/passwd", shapefile="/etc/passwd"] }', cache)
    assert "passwd" not in svg


def test_a_very_long_text_is_refused() -> None:
    with pytest.raises(CannotRender, match="at most"):
        render(" " * (rendering.LONGEST_DOT + 1))


def test_the_program_is_told_what_the_sandbox_is(tmp_path: Path) -> None:
    """A stand-in for `dot`: the real one is used where the machine has it."""
    program = tmp_path / "dot"
    program.write_text('#!/bin/sh\nprintf \'<svg width="1">%s</svg>\' "$1$HOME"\n')
    program.chmod(0o755)
    assert run([str(program), "-Tsvg"], TINY, 5) == '<svg width="1">-Tsvg</svg>'
    program.write_text("#!/bin/sh\necho 'syntax error' >&2\nexit 1\n")
    with pytest.raises(CannotRender, match="syntax error"):
        run([str(program), "-Tsvg"], TINY, 5)
