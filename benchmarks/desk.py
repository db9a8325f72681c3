"""The desk in a headless browser: key to screen, a click while a run is going on, the first screen, memory.

    python -m benchmarks.desk [SURVEY.csv] [--question NAME] [--frame NAME] [--small]

Without a file a made-up survey of 11,222 comments is read. Printed are, with the limits that they are held
to: the time from a key on the coding desk until the next answer is painted (the browser's own clock: from the
event to the first frame after it), median and 95th percentile; the time from the click on a word until its
answers are painted while a report is being made, and how much of it the desk worked (on a machine that does
much else the rest is waiting); the time until the first page can be used, in those of a
page of bare uvicorn on this machine; and the memory of the desk's processes above that of a process which
makes the same results by itself (proportional set size). Each of them tokenises the answers and finds nothing
in a cache: the dictionary that they map counts in both. Needs Chromium and chromedriver; memory needs Linux.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from benchmarks.comments import QUESTION, survey
from benchmarks.page import FLAGS
from textmine.settings import DEFAULTS, change
from textmine.settingsfile import write_settings

ANSWERS = 11_222
KEYS = 300
CLICKS = 30
STARTS = 5
PATIENCE = 600.0
BARE = """
import asyncio, socket, uvicorn
async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"<!DOCTYPE html><title>x</title><p id=ready>x</p>"})
listening = socket.create_server(("127.0.0.1", 0))
config = uvicorn.Config(app, log_level="warning", ws="none", lifespan="off")
print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
asyncio.run(uvicorn.Server(config).serve(sockets=[listening]))
"""
ALONE = """
import sys
from pathlib import Path
from textmine.web import coding
from textmine.web.holder import Held, _style, encoded
_style()
held = Held(Path(sys.argv[1]), lambda *step: None)
coding.overview(held)
for function in (coding.sheet, coding.places):
    function(held, sys.argv[2])
print("made", flush=True)
sys.stdin.read()
"""
# from the key event to the first message after the next frame: the frame has been painted then
WATCH = """
window.painted = [];
addEventListener("keydown", (event) => {
  const begun = event.timeStamp;
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => window.painted.push(performance.now() - begun);
    after.port2.postMessage(null);
  });
}, true);
"""
CLICK = """
window.clicked = (number) => new Promise((done) => {
  const button = document.querySelectorAll("button.word")[number], list = document.querySelector(".answers");
  const begun = performance.now();
  const seen = new MutationObserver(() => {
    if (!list.querySelector("li")) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => done(performance.now() - begun);
      after.port2.postMessage(null);
    });
  });
  seen.observe(list, { childList: true });
  button.click();
});
"""


def project(folder: Path, file: Path, question: str, frame: str) -> Path:
    """Write the settings of a project, and return its folder."""
    values = {"survey.files": (str(file.resolve()),), "survey.questions": (question,)}
    settings = change(DEFAULTS, {**values, "codes.codebook": {question: frame}})
    (folder / "textmine.toml").write_text(write_settings(settings), encoding="utf-8")
    return folder


def started(command: list[str], **options: Any) -> tuple[subprocess.Popen[str], str]:
    """Return a process and the address, or the word, that it prints first."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", **options)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+", line)
    return process, found[0] if found else line.strip()


def wait(browser: Any, condition: str) -> None:
    """Return when an expression is true on the page."""
    end = time.monotonic() + PATIENCE
    while not browser.execute_script(f"return {condition}"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.005)


def memory(pid: int) -> float:
    """Return the megabytes of a process and of those that it started, each shared page counted once."""
    total = 0.0
    for each in [pid, *children(pid)]:
        text = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii")
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
        total += int(found[1]) / 1000 if found else 0.0
    return total


def children(pid: int) -> list[int]:
    """Return the numbers of all processes below one."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            number = int(path.parent.name)
            found += [number, *children(number)]
    return found


def first_screen(browser: Any, command: list[str], ready: str, environment: dict[str, str]) -> float:
    """Return the seconds from the start of a server until its page can be used; the best of some starts."""
    times = []
    for _ in range(STARTS):
        browser.get("about:blank")
        begun = time.monotonic()
        process, address = started(command, env=environment)
        browser.get(address)
        wait(browser, ready)
        times.append(time.monotonic() - begun)
        process.kill()
        process.wait()
    return min(times)


def key_to_screen(browser: Any, keys: int) -> list[float]:
    """Return the milliseconds from each key to the frame that shows what it did, on the coding desk."""
    browser.execute_script(WATCH)
    for number in range(keys):
        key = str(1 + number // 2 % 5) if number % 2 == 0 else Keys.ENTER
        ActionChains(browser).send_keys(key).perform()
        wait(browser, f"window.painted.length > {number}")
    return [float(each) for each in browser.execute_script("return window.painted")]


def jobs_of(browser: Any) -> list[dict[str, Any]]:
    """Return the long pieces of work of the desk."""
    script = "const done = arguments[0]; fetch('/api/desk').then((a) => a.json()).then((d) => done(d.jobs))"
    return list(browser.execute_async_script(script))


def wait_for_jobs(browser: Any) -> None:
    """Return when no long piece of work is being done: each is a process of its own."""
    end = time.monotonic() + PATIENCE
    while any(job["state"] == "running" for job in jobs_of(browser)):
        if time.monotonic() > end:
            raise TimeoutError("a long piece of work")
        time.sleep(0.5)


def spent(pid: int) -> float:
    """Return the seconds of processor that a process has had, and the first one that it started."""
    total = 0
    for each in (pid, *sorted(children(pid))[:1]):
        fields = Path(f"/proc/{each}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        total += sum(map(int, fields.split()[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def clicks_while_running(browser: Any, clicks: int, pid: int) -> tuple[list[float], float]:
    """Return the milliseconds from the click on each of some words until its answers are painted.

    A report is being made all the time. Also: how many of them the desk itself has worked for one.
    """
    browser.execute_script("location.hash = 'words'")
    wait(browser, "document.querySelector('button.word')")
    browser.execute_script(CLICK)
    start = "fetch('/api/report/write', { method: 'POST', body: '{}' }).then((a) => a.json()).then(done)"
    browser.execute_async_script(f"const done = arguments[0]; {start}")
    time.sleep(2)
    times, begun = [], spent(pid)
    for number in range(clicks):
        script = "const done = arguments[1]; window.clicked(arguments[0]).then(done)"
        times.append(float(browser.execute_async_script(script, number)))
    work = (spent(pid) - begun) / clicks * 1000
    reports = [job for job in jobs_of(browser) if job["what"] == "report"]
    assert reports and reports[-1]["state"] == "running", reports
    return times, work


READY = "document.getElementById('main')?.dataset.ready"
DESK = (sys.executable, "-m", "textmine", "open", "--no-browser")


def measure(browser: Any, inside: Path, question: str, environment: dict[str, str], small: bool) -> None:
    """Print what is measured on the project in a folder."""
    bare_command = [sys.executable, "-c", BARE]
    bare = first_screen(browser, bare_command, "document.getElementById('ready')", environment)
    screen = first_screen(browser, [*DESK], READY, environment)
    print(f"first screen, in those of a bare page  {screen / bare:>8.2f}  (at most 3)", flush=True)
    process, address = started([*DESK, str(inside / "textmine.toml")], env=environment)
    browser.get(address)
    wait(browser, READY)
    browser.execute_script("location.hash = 'categories'")
    wait(browser, "document.getElementById('answer')?.textContent")
    print(f"answers                                {browser.find_element('id', 'position').text}")
    # before anything is decided, as the desk has read it: what is learnt from decisions needs memory, too
    command = [sys.executable, "-c", ALONE, str(inside), question]
    its_own = environment | {"TEXTMINE_CACHE": str(inside.parent / "cache alone")}
    alone, _ = started(command, stdin=subprocess.PIPE, env=its_own)
    times = sorted(key_to_screen(browser, 20 if small else KEYS))
    print(f"key to screen, median, ms              {statistics.median(times):>8.1f}  (at most 30)")
    print(f"key to screen, 95th percentile, ms     {times[int(len(times) * 0.95)]:>8.1f}  (at most 50)")
    wait(browser, "document.getElementById('saved').dataset.left === '0'")
    time.sleep(8)  # until the decisions are in their file
    wait_for_jobs(browser)
    used, own = memory(process.pid), memory(alone.pid)
    print(f"memory of the study alone, MB          {own:>8.1f}")
    print(f"memory above the study's own, MB       {used - own:>8.1f}  (at most 60)")
    alone.kill()
    alone.wait()
    times, work = clicks_while_running(browser, 3 if small else CLICKS, process.pid)
    times.sort()
    print(f"click during a run, median, ms         {statistics.median(times):>8.1f}  (at most 100)")
    print(f"click during a run, slowest, ms        {times[-1]:>8.1f}")
    print(f"of it, the processor's for the desk    {work:>8.1f}")
    process.terminate()
    process.wait()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--frame", default="inconveniences")
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()
    programs = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not all(programs):
        print("no Chromium and chromedriver on this machine: nothing measured")
        return
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for flag in FLAGS:
        options.add_argument(flag)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = given.file or survey(folder, 300 if given.small else ANSWERS)
        (folder / "project").mkdir()
        inside = project(folder / "project", file, given.question, given.frame)
        own = {"TEXTMINE_STATE": "state", "TEXTMINE_CACHE": "cache", "TEXTMINE_PROJECTS": "."}
        places = {variable: str(folder / name) for variable, name in own.items()}
        environment = os.environ | places | {"PYTHONUNBUFFERED": "1"}
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(programs[1])))
        browser.set_script_timeout(PATIENCE)
        try:
            measure(browser, inside, given.question, environment, given.small)
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
