"""How many frames the designer draws a second, 200 nodes in view: `python -m benchmarks.frames`.

Starts the product in a home of its own, opens a drawing of 200 nodes in Debian's Chromium without a
GPU, and drags a node, pans and zooms by mouse. The mouse speaks 60 times a second and waits for
nobody. What is counted are the frames that the browser itself says it put on the screen
(`Display::DrawAndSwap` of its trace), not what a page is told.

It needs what `make test` installs; `NASWEB_HOME` is left alone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from math import sin
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Browser, CDPSession, Locator, Page, async_playwright

from tests.e2e.product import running_product

COLUMNS, ROWS = 10, 20
SECONDS = 3.0
BEAT = 1 / 60
"""Seconds: a browser tells a page of the mouse once a frame, however often the mouse speaks."""
TARGETS = {"drag": 50, "pan": 30, "zoom": 25}
REACH = {"drag": 120.0, "pan": 30.0}
"""Pixels that the mouse goes to either side."""
DRAWN = "Display::DrawAndSwap"
CATEGORIES = ("viz", "devtools.timeline", "disabled-by-default-devtools.timeline.frame")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

MAKE_SPACE = """async (text) => {
  const token = /(?:^|; )(?:nasweb_|__Host-)csrf=([^;]+)/.exec(document.cookie)[1];
  const ask = async (path, body) => (await fetch(path, body && {
    method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
  })).json();
  const { projects } = await ask("/api/session");
  return ask("/api/spaces", {
    project: projects[0].id, document: text, is_draft: true });
}"""

COUNT_IN_VIEW = """(canvas) => {
  const view = canvas.getBoundingClientRect();
  const isIn = (box) => box.left >= view.left && box.right <= view.right
    && box.top >= view.top && box.bottom <= view.bottom;
  const nodes = [...canvas.querySelectorAll(".react-flow__node")];
  return nodes.filter((node) => isIn(node.getBoundingClientRect())).length;
}"""


def drawing() -> dict[str, Any]:
    """Return a sound space of 200 nodes: a chain in rows, with sums of what stands above."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    positions: dict[str, list[int]] = {}
    source = "in.image"
    for row in range(ROWS):
        for column in range(COLUMNS):
            id = _name(row, column)
            nodes.append(_node(row, column))
            positions[f"network/{id}"] = [column * 260, row * 155]
            edges.append({"source": source, "target": id})
            if column % 4 == 3 and row:
                edges.append({"source": _name(row - 1, column - 1), "target": id})
            source = id
    edges.append({"source": source, "target": "out.scores"})
    positions |= {
        "network/in.image": [-200, 0],
        "network/out.scores": [COLUMNS * 260, (ROWS - 1) * 155],
    }
    return {
        "format": "nasweb.space/1",
        "name": "Two hundred nodes",
        "problem": {
            "kind": "image_classification",
            "symbols": {"channels": 1, "height": 28, "width": 28, "classes": 10},
        },
        "root": "network",
        "modules": {
            "network": {
                "role": "network",
                "inputs": [{"id": "image"}],
                "outputs": [{"id": "scores"}],
                "nodes": nodes,
                "edges": [{"id": f"e{n}", **edge} for n, edge in enumerate(edges)],
            }
        },
        "view": {"positions": positions},
    }


def _name(row: int, column: int) -> str:
    return f"n{row:02}x{column:02}"


def _node(row: int, column: int) -> dict[str, Any]:
    id = _name(row, column)
    if (row, column) == (ROWS - 1, COLUMNS - 1):
        features = {"features": {"expr": "classes"}}
        return {"id": id, "kind": "operator", "operator": "linear", "arguments": features}
    if (row, column) == (ROWS - 1, COLUMNS - 2):
        return {"id": id, "kind": "operator", "operator": "global_pool"}
    if column % 4 == 3:
        return {"id": id, "kind": "merge", "mode": "sum"}
    if column % 4 == 1:
        of = [
            {"id": name, "node": {"kind": "operator", "operator": name}}
            for name in ("relu", "batch_norm", "identity")
        ]
        return {"id": id, "kind": "choice", "of": of}
    return {"id": id, "kind": "operator", "operator": "conv", "arguments": {"channels": 8}}


class Hand:
    """A mouse that speaks at a steady beat, whether or not anybody keeps up."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._said: list[asyncio.Future[Any]] = []

    def say(self, kind: str, x: float, y: float, **more: Any) -> None:
        event = {"type": kind, "x": x, "y": y, **more}
        self._said.append(
            asyncio.ensure_future(self._session.send("Input.dispatchMouseEvent", event))
        )

    async def settle(self) -> None:
        await asyncio.gather(*self._said)
        self._said = []

    async def for_a_while(self, step: Callable[[float], None]) -> float:
        """Call the step at every beat; return how many seconds that took."""
        start = time.monotonic()
        while (passed := time.monotonic() - start) < SECONDS:
            step(passed)
            await asyncio.sleep(BEAT)
        await self.settle()
        return time.monotonic() - start


class Place(NamedTuple):
    x: float
    y: float


def _circle(at: Place, passed: float, reach: float) -> Place:
    return Place(at.x + reach * sin(passed * 4), at.y + reach * sin(passed * 3))


async def _press(hand: Hand, at: Place) -> None:
    """Press at a place and begin to drag; to select what is there is no part of the dragging."""
    hand.say("mousePressed", *at, button="left", buttons=1, clickCount=1)
    hand.say("mouseMoved", at.x + 8, at.y + 8, button="left", buttons=1)
    await hand.settle()
    await asyncio.sleep(1)


async def _move(hand: Hand, at: Place, reach: float) -> float:
    return await hand.for_a_while(
        lambda passed: hand.say("mouseMoved", *_circle(at, passed, reach), button="left", buttons=1)
    )


async def _release(hand: Hand, at: Place) -> None:
    hand.say("mouseReleased", *at, button="left", buttons=0, clickCount=1)
    await hand.settle()
    await asyncio.sleep(1)


async def _zoom(hand: Hand, at: Place) -> float:
    ctrl = 2
    return await hand.for_a_while(
        lambda passed: hand.say(
            "mouseWheel", *at, deltaX=0, deltaY=-6 if sin(passed * 4) > 0 else 6, modifiers=ctrl
        )
    )


async def _middle_of(thing: Locator) -> Place:
    box = await thing.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
    return Place(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


async def _corner_of(canvas: Locator) -> Place:
    """Return a place at the lower left of the canvas, where nothing stands."""
    box = await canvas.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
    return Place(box["x"] + 40, box["y"] + box["height"] - 40)


async def _traced(browser: Browser, page: Page, deed: Awaitable[float]) -> tuple[float, Any]:
    await browser.start_tracing(page=page, categories=list(CATEGORIES))
    took = await deed
    trace = json.loads(await browser.stop_tracing())
    return took, trace["traceEvents"]


async def _open(browser: Browser, link: str, address: str) -> Page:
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    await page.goto(link)
    made = await page.evaluate(MAKE_SPACE, json.dumps(drawing()))
    await page.goto(f"{address}/spaces/{made['id']}")
    await page.get_by_role("group", name=f"Node {_name(0, 0)}", exact=True).wait_for()
    await page.get_by_role("button", name="Fit").first.click()
    await page.wait_for_timeout(1500)
    seen = await page.locator("#designer-canvas").evaluate(COUNT_IN_VIEW)
    sys.stdout.write(f"{seen} nodes in view\n")
    return page


async def measure(address: str, link: str, times: int, keep: Path | None) -> bool:
    """Print frames a second of every deed; return whether the best of each meets its target."""
    best = dict.fromkeys(TARGETS, 0.0)
    async with async_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        page = await _open(browser, link, address)
        hand = Hand(await page.context.new_cdp_session(page))
        canvas = page.locator("#designer-canvas")
        node = page.get_by_role("group", name=f"Node {_name(9, 4)}", exact=True)
        for _ in range(times):
            for deed in TARGETS:
                at = Place(700, 450)
                if deed == "zoom":
                    took, events = await _traced(browser, page, _zoom(hand, at))
                else:
                    at = await (_middle_of(node) if deed == "drag" else _corner_of(canvas))
                    await _press(hand, at)
                    took, events = await _traced(browser, page, _move(hand, at, REACH[deed]))
                    await _release(hand, at)
                drawn = sum(event["name"] == DRAWN for event in events)
                best[deed] = max(best[deed], drawn / took)
                load = os.getloadavg()[0]
                sys.stdout.write(f"{deed:5} {drawn / took:5.1f} fps  (load {load:.1f})\n")
                if keep:
                    (keep / f"{deed}.json").write_text(json.dumps(events))
        await browser.close()
    for deed, target in TARGETS.items():
        sys.stdout.write(f"best {deed:5} {best[deed]:5.1f} fps, wanted {target}\n")
    return all(best[deed] >= target for deed, target in TARGETS.items())


def main() -> int:
    """Start the product, measure, and stop it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for the traces")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nw-") as home, running_product(Path(home)) as running:
        enough = asyncio.run(measure(running.address, running.first_link, asked.times, asked.keep))
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
