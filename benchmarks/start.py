"""P8: what it costs to call the program at all."""

from measure import FILEPIPE, HERE, alternate, make_items, median, project, ratio, rounds_below, run


def start(options):
    items, rounds = options.items or 100_000, options.rounds or 11
    ours, bare = alternate(rounds, lambda: run(FILEPIPE, "--version"), lambda: run(HERE / "bin/hello/hello"))
    with rounds_below(options.at) as fresh:
        folder = project(fresh())
        make_items(folder / "data/inbox", items)
        run(FILEPIPE, "run", cwd=folder)
        status, = alternate(min(rounds, 5), lambda: run(FILEPIPE, "status", cwd=folder))
    return [
        row("filepipe --version", ours) | {"ratio wall": ratio(ours, bare, lambda cost: cost.wall), "ratio CPU": ratio(ours, bare, lambda cost: cost.cpu)},
        row("a bare program", bare),
        row(f"filepipe status, {items:,} items", status),
    ]


def row(what, costs):
    return {"what": what, "wall ms": median(costs, lambda cost: cost.wall * 1e3), "CPU ms": median(costs, lambda cost: cost.cpu * 1e3),
            "peak MB": int(median(costs, lambda cost: cost.peak / 1e6))}
