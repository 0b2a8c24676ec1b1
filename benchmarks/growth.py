"""P5: whether the last of a million items costs what the first of a thousand did."""

import subprocess
import time

from measure import FILEPIPE, make_items, project, rounds_below, run


def growth(options):
    most = options.items or 1_000_000
    rows = []
    with rounds_below(options.at) as fresh:
        for layout in ("flat", "sub-folders"):
            items = 1_000
            while items <= most:
                rounds = options.rounds or (3 if items <= 10_000 else 1)
                rows.append(min((measured(fresh(), layout, items) for _ in range(rounds)), key=lambda row: row["CPU µs/item"]))
                items *= 10
    base = {row["layout"]: row["CPU µs/item"] for row in rows if row["items"] == 10_000}
    for row in rows:
        if row["layout"] in base:
            row["to 10,000"] = row["CPU µs/item"] / base[row["layout"]]
    return rows


def measured(folder, layout, items):
    project(folder)
    make_items(folder / "data/inbox", items, folders=0 if layout == "flat" else max(1, items // 1_000))
    first = first_result(folder)
    cost = run(FILEPIPE, "run", cwd=folder)
    again = run(FILEPIPE, "run", cwd=folder)
    return {
        "layout": layout, "items": items, "CPU µs/item": cost.micros(items), "items/s": int(items / cost.wall), "peak MB": int(cost.peak / 1e6),
        "nothing to do: CPU µs/item": again.micros(items), "its peak MB": int(again.peak / 1e6), "first result ms": first,
    }


def first_result(folder):
    """Starts a run, waits for its first result, stops it as Ctrl-C does. Milliseconds, process start included."""
    started = time.monotonic()
    with subprocess.Popen([str(FILEPIPE), "run"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        ledger = folder / "data/copy1/.ledger"
        while child.poll() is None and not (ledger.exists() and any(file.stat().st_size > 512 for file in ledger.iterdir())):
            time.sleep(0.001)
        took = time.monotonic() - started
        child.send_signal(2)
        child.wait()
    return int(took * 1000)
