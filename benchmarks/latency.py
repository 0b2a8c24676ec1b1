"""P4: how long one new item takes."""

import os
import statistics
import subprocess
import time

from measure import FILEPIPE, make_items, median, project, rounds_below, run

STAGES = 5


def one_new(options):
    items, rounds = options.items or 100_000, options.rounds or 5
    with rounds_below(options.at) as fresh:
        folder = project(fresh(), STAGES)
        make_items(folder / "data/inbox", items)
        run(FILEPIPE, "run", cwd=folder)
        costs = []
        for number in range(rounds):
            drop(folder, f"new-{number}")
            costs.append(run(FILEPIPE, "run", cwd=folder))
            if not last(folder, f"new-{number}").exists():
                raise SystemExit("the new item did not come through")
        watched = watch(folder, rounds)
    return [
        {"what": f"run: one new of {items:,}, {STAGES} stages", "median s": median(costs, lambda cost: cost.wall),
         "CPU s": median(costs, lambda cost: cost.cpu), "peak MB": int(median(costs, lambda cost: cost.peak / 1e6))},
        {"what": "run --watch: drop to last result", "median s": statistics.median(watched)},
    ]


def watch(folder, rounds):
    took = []
    with subprocess.Popen([str(FILEPIPE), "run", "--watch"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        try:
            came_through(folder, "warm")
            for number in range(rounds):
                took.append(came_through(folder, f"watched-{number}"))
        finally:
            child.send_signal(2)
    return took


def came_through(folder, name):
    started = time.monotonic()
    drop(folder, name)
    while not last(folder, name).exists():
        if time.monotonic() - started > 60:
            raise SystemExit(f"{name} did not come through")
        time.sleep(0.001)
    return time.monotonic() - started


def drop(folder, name):
    """As a careful program does: written beside, renamed into place."""
    written = folder / "data/inbox" / f".{name}"
    written.write_text(f'{{"name":"{name}"}}\n')
    os.rename(written, folder / "data/inbox" / f"{name}.json")


def last(folder, name):
    return folder / f"data/copy{STAGES}" / f"{name}.json"
