"""Runs programs side by side and says what they cost: wall time, CPU time (user and system, of all children), peak memory."""

import contextlib
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
FLOOR = HERE / "bin/floor"
FILEPIPE = HERE / "bin/filepipe/filepipe"


class Cost:
    """What one run of a program has cost."""

    def __init__(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = wall, cpu, peak  # seconds, seconds, bytes

    def micros(self, items):
        return self.cpu * 1e6 / items


def run(*command, cwd=None, may_fail=False):
    """Runs a program to its end."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as talk:
        child = subprocess.Popen([str(part) for part in command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=talk, stderr=talk)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0 and not may_fail:
            talk.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{talk.read().decode(errors='replace')}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


@contextlib.contextmanager
def rounds_below(at):
    """A folder that gives out a fresh sub-folder for each round. All go at the end: removing thousands of files slows the run after it."""
    root = pathlib.Path(tempfile.mkdtemp(prefix="filepipe-bench-", dir=at))
    numbers = iter(range(1_000_000))

    def fresh():
        folder = root / f"{next(numbers):03}"
        folder.mkdir()
        return folder

    try:
        yield fresh
    finally:
        shutil.rmtree(root)


def make_items(folder, items, folders=0, size=1024):
    folder.mkdir(parents=True, exist_ok=True)
    run(FLOOR, "make", folder, items, size, folders)


def project(folder, stages=1, durability="none", workers=1, settle="0s"):
    """A pipeline of `stages` copies, one after the other, without its items. They belong into data/inbox."""
    lines = ["name: bench", f"durability: {durability}", f'sources: {{ inbox: {{ accept: ["*.json"], settle: {settle} }} }}', "stages:"]
    before = "inbox"
    for number in range(1, stages + 1):
        lines.append(f"  copy{number}: {{ from: {before}, uses: json.copy, concurrency: {workers} }}")
        before = f"copy{number}"
    (folder / "data/inbox").mkdir(parents=True)
    (folder / "pipeline.yaml").write_text("\n".join(lines) + "\n")
    return folder


def alternate(rounds, *sides):
    """Calls each side once a round, in turn, so that what else the machine does meets all of them. Gives the costs of each."""
    costs = [[] for _ in sides]
    for _ in range(rounds):
        for side, kept in zip(sides, costs):
            kept.append(side())
    return costs


def median(costs, of):
    return statistics.median(of(cost) for cost in costs)


def ratio(ours, other, of):
    """The median of the rounds' own ratios: steadier than the ratio of medians where the machine's speed drifts."""
    return statistics.median(of(a) / of(b) for a, b in zip(ours, other))
