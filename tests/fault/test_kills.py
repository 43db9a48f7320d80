"""kill -9 of any part during a run of 20: it ends with 20, no curve point lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from tests.fault.product import Product
from tests.processes import is_alive
from tests.waiting import until

pytestmark = [
    pytest.mark.fault,
    pytest.mark.timeout(360),  # processes that import torch start as slowly as the machine is busy
]


def session_of(pid: int) -> list[int]:
    """Return the processes of the session that the process leads."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and is_alive(int(entry.name)):
            try:
                if os.getsid(int(entry.name)) == pid:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def evaluation_processes() -> list[int]:
    """Return the evaluation processes of this machine."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"searchapp.nas.process" in line and is_alive(int(entry.name)):
                found.append(int(entry.name))
    return found


def complete(audit: dict[str, Any], candidates: int = 20) -> bool:
    """Assert that a run ended with everything there, once."""
    assert audit["faults"] == []
    assert (audit["state"], audit["finished"], audit["error"]) == ("finished", candidates, "")
    assert all(steps == [1, 2, 3] for steps in audit["curves"].values()), audit["curves"]
    return True


@pytest.mark.parametrize("part", ["evaluator", "coordinator", "broker", "web"])
def test_a_part_that_is_killed_in_the_midst_costs_nothing(
    product: Product, version: str, part: str
) -> None:
    run = product.post("/api/runs", product.request(version))["id"]
    seen = product.await_run(run, lambda form: form["n_finished"] >= 5)
    assert seen["state"] == "running"
    victim = product.children()[part]
    os.kill(victim, signal.SIGKILL)
    product.await_run(run, lambda form: form["state"] in ("finished", "failed"))
    assert product.children()[part] != victim
    assert complete(product.audit(run))


def test_the_evaluation_process_is_replaced_when_killed(product: Product, version: str) -> None:
    run = product.post("/api/runs", product.request(version))["id"]
    product.await_run(run, lambda form: form["n_finished"] >= 3)
    evaluator = product.children()["evaluator"]
    ours = [pid for pid in evaluation_processes() if parent_of(pid) == evaluator]
    assert len(ours) == 1
    os.kill(ours[0], signal.SIGKILL)
    product.await_run(run, lambda form: form["state"] in ("finished", "failed"))
    assert complete(product.audit(run))


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_client_cut_twenty_times_ends_with_exactly_the_log(
    product: Product, version: str
) -> None:
    form = product.post("/api/runs", product.request(version, candidates=12))
    url = product.address.replace("http", "ws") + f"/ws/runs/{form['id']}/"
    cookie = "; ".join(f"{c.name}={c.value}" for c in product.cookies)
    seen: list[tuple[int, Any]] = []
    cuts = 0
    while True:
        after = seen[-1][0] if seen else 0
        address = f"{url}?after={after}&epoch={form['epoch']}"
        headers = {"Cookie": cookie, "Origin": product.address}
        with connect(address, additional_headers=headers) as socket:
            while True:
                message = json.loads(socket.recv(timeout=30))
                if message["op"] == "page":
                    break
            assert message["from_seq"] == after + 1
            # At first two events a line: that cuts pages in the midst, and often enough.
            taken = message["events"][:2] if cuts < 20 else message["events"]
            seen += [(event["seq"], event["body"]) for event in taken]
        cuts += 1
        if seen[-1][1].get("state") in ("finished", "failed"):
            break
    assert cuts >= 20
    audit = product.audit(form["id"])
    assert complete(audit, candidates=12)
    log = [(seq, body) for seq, _, body in audit["events"]]
    assert json.dumps(seen, sort_keys=True) == json.dumps(log, sort_keys=True)


def test_many_starts_at_once_give_one_run(product: Product, version: str) -> None:
    body = product.request(version, candidates=1)
    with ThreadPoolExecutor(5) as pool:
        made = list(
            pool.map(lambda _: product.post("/api/runs", body, Idempotency_Key="once"), range(5))
        )
    assert len({form["id"] for form in made}) == 1
    product.await_run(made[0]["id"], lambda form: form["state"] == "finished")
    with pytest.raises(urllib.error.HTTPError, match="409"):
        product.post(f"/api/runs/{made[0]['id']}/start", {})


def test_a_run_whose_every_candidate_fails_ends_with_the_first_error(
    product: Product, version: str
) -> None:
    # Weights grow ninefold in every step, until they are infinite.
    exploding = {"learning_rate": 10.0, "optimizer": "sgd", "weight_decay": 1.0}
    body = product.request(
        version,
        candidates=8,
        evaluator={"name": "training", "settings": exploding},
        fidelity={"epochs": 60, "fraction": 0.2},
    )
    run = product.post("/api/runs", body)["id"]
    product.await_run(run, lambda form: form["state"] in ("finished", "failed"))
    audit = product.audit(run)
    assert audit["faults"] == []
    assert (audit["state"], audit["finished"]) == ("failed", 0)
    assert "the first was candidate 0: " in audit["error"]


def test_a_killed_supervisor_takes_all_with_it_and_the_next_one_goes_on(
    product: Product, version: str
) -> None:
    run = product.post("/api/runs", product.request(version))["id"]
    product.await_run(run, lambda form: form["n_finished"] >= 3)
    children = product.children()
    product.stop(signal.SIGKILL)
    wait_until_gone(list(children.values()))
    product.start()
    product.await_run(run, lambda form: form["state"] in ("finished", "failed"))
    assert complete(product.audit(run))


def test_a_second_supervisor_in_the_same_home_says_where_the_first_is(product: Product) -> None:
    second = product.run("up", "--port=0")
    _, error = second.communicate(timeout=30)
    assert second.returncode == 1
    assert product.address in error


def test_a_taken_port_is_named_with_a_free_one(product: Product, tmp_path: Path) -> None:
    port = int(product.address.rpartition(":")[2])
    other = Product(tmp_path).run("up", f"--port={port}")
    _, error = other.communicate(timeout=30)
    assert other.returncode == 1
    assert f"127.0.0.1:{port} must be free" in error
    assert "try --port" in error


def test_when_told_to_end_nothing_is_left_running(product: Product) -> None:
    children = product.children()
    evaluator = children["evaluator"]
    processes = [pid for pid in evaluation_processes() if parent_of(pid) == evaluator]
    assert processes
    assert product.stop() == 0
    left = [pid for leader in (*children.values(), *processes) for pid in session_of(leader)]
    assert left == []
    assert not (product.home / "run/state.json").exists()


def wait_until_gone(leaders: list[int]) -> None:
    until(
        lambda: not any(session_of(pid) for pid in leaders),
        lambda: f"left are {[session_of(pid) for pid in leaders]}",
    )
