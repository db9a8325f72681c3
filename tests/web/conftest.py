"""A desk that runs as a program of its own, and a browser that sits at it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.browsers import PATIENCE, resize

ADDRESS = re.compile(r"http://\S+")


@dataclass
class Running:
    """A desk that runs: its process, its address with the token, and the folder of its projects."""

    process: subprocess.Popen[str]
    address: str
    projects: Path

    @property
    def base(self) -> str:
        """The address without the token."""
        return self.address.partition("/?")[0]

    def client(self) -> httpx.Client:
        """Return what asks as the desk's own page does."""
        client = httpx.Client(
            base_url=self.base, headers={"Origin": self.base}, timeout=PATIENCE, follow_redirects=True
        )
        client.get("/", params={"token": self.address.partition("token=")[2]}).raise_for_status()
        return client

    def end(self, how: int = signal.SIGTERM) -> None:
        """End it, gently or not."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE)


Start = Callable[..., Running]


@pytest.fixture(scope="module")
def start_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """A function that starts a desk: with a file or none, and what it remembers in a folder of its own."""
    running: list[Running] = []

    def start(
        *arguments: str | Path, folder: Path | None = None, lang: str = "ja", **environment: str
    ) -> Running:
        folder = folder or tmp_path_factory.mktemp("desk")
        variables = {"TEXTMINE_STATE": str(folder / "state"), "TEXTMINE_PROJECTS": str(folder / "projects")}
        process = subprocess.Popen(
            [sys.executable, "-m", "textmine", "open", "--no-browser", "--lang", lang, *map(str, arguments)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | variables | environment | {"PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        found = ADDRESS.search(line)
        assert found, line
        running.append(Running(process, found[0], folder / "projects"))
        return running[-1]

    yield start
    for each in running:
        each.process.kill()
        each.process.wait()


@pytest.fixture
def desk(start_desk: Start, settings: Path, browser: Any) -> Iterator[Running]:
    """A desk on the project whose ``settings`` a file of tests names."""
    running = start_desk(settings, folder=settings.parent.parent)
    yield running
    browser.get("about:blank")  # or it would say that the program has gone
    if running.process.poll() is None:
        running.end()


@dataclass
class Visitor:
    """Somebody in front of the browser."""

    browser: Any

    def visit(self, address: str, width: int = 1280, height: int = 720) -> None:
        """Open the desk, and wait until its first page stands."""
        resize(self.browser, width, height)
        self.browser.get("about:blank")
        self.browser.get(address)
        self.wait("document.getElementById('main')?.dataset.ready")

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script returns."""
        return self.browser.execute_script(script, *arguments)

    def wait(self, condition: str, patience: float = PATIENCE) -> Any:
        """Return the value of an expression as soon as it is true."""
        end = time.monotonic() + patience
        while not (value := self.run(f"return {condition}")):
            assert time.monotonic() < end, f"{condition}: {self.run('return document.body.innerText')[:600]}"
            time.sleep(0.02)
        return value

    def click(self, selector: str) -> None:
        """Click the first element that a selector finds, as soon as it is there."""
        self.wait(f"document.querySelector({selector!r})")
        self.run("document.querySelector(arguments[0]).click()", selector)

    def press(self, *keys: str) -> None:
        """Press keys wherever the cursor is."""
        from selenium.webdriver.common.action_chains import ActionChains

        actions = ActionChains(self.browser)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements that a selector finds."""
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
        return list(self.run(script, selector))

    def go(self, page: str) -> None:
        """Go to a page of the desk."""
        self.run("location.hash = arguments[0]", page)
        self.wait(f"document.querySelector('.sheet[data-page={page}]')")


@pytest.fixture
def visitor(browser: Any) -> Iterator[Visitor]:
    """Somebody at the browser; at the end nothing went wrong, and nothing was asked for elsewhere."""
    import json

    for kind in ("browser", "performance"):
        browser.get_log(kind)
    yield Visitor(browser)
    wrong = [entry for entry in browser.get_log("browser") if "favicon" not in entry["message"]]
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert not [url for url in asked if not re.match(r"http://127\.0\.0\.1:|data:|about:", url)]
    assert wrong == []
