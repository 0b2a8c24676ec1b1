"""P1, P2, P3: how close the engine is to what the file system itself allows."""

from measure import FILEPIPE, FLOOR, alternate, make_items, median, project, ratio, rounds_below, run


def cycle(options):
    items, rounds = options.items or 50_000, options.rounds or 5
    rows = []
    costs = {}
    with rounds_below(options.at) as fresh:
        for workers in (1, 2):
            ours, floor = alternate(rounds, lambda: our_pass(fresh(), items, workers=workers), lambda: floor_pass(fresh(), items, "cycle", workers))
            costs[workers] = (ours, floor)
            rows.append(compared(f"cycle, {workers} worker{'s' * (workers > 1)}", items, ours, floor))
    for row, workers in zip(rows, (1, 2)):
        for side, name in enumerate(("our speed-up", "floor speed-up")):
            row[name] = ratio(costs[1][side], costs[workers][side], lambda cost: cost.wall)
    return rows


def strict(options):
    items, rounds = options.items or 10_000, options.rounds or 5
    with rounds_below(options.at) as fresh:
        ours, floor = alternate(rounds, lambda: our_pass(fresh(), items, durability="strict"), lambda: floor_pass(fresh(), items, "strict", 256))
    return [compared("strict", items, ours, floor)]


def noop(options):
    items, rounds, stages = options.items or 100_000, options.rounds or 5, 3
    with rounds_below(options.at) as fresh:
        folder, root = project(fresh(), stages), fresh()
        make_items(folder / "data/inbox", items)
        make_items(root / "in", items)
        make_items(root / "out", items)
        run(FILEPIPE, "run", cwd=folder)
        run(FILEPIPE, "run", cwd=folder)  # warm
        ours, floor = alternate(rounds, lambda: run(FILEPIPE, "run", cwd=folder), lambda: run(FLOOR, "list", root))
    row = compared(f"nothing to do, {stages} stages", items * stages, ours, floor, floor_items=items)
    return [row]


def our_pass(folder, items, workers=1, durability="none"):
    project(folder, durability=durability, workers=workers)
    make_items(folder / "data/inbox", items)
    cost = run(FILEPIPE, "run", cwd=folder)
    results = sum(1 for entry in (folder / "data/copy1").iterdir() if entry.suffix == ".json")
    if results != items:
        raise SystemExit(f"{items} items, but {results} results in {folder}")
    return cost


def floor_pass(root, items, what, number):
    make_items(root / "in", items)
    return run(FLOOR, what, root, number)


def compared(what, items, ours, floor, floor_items=None):
    floor_items = floor_items or items
    return {
        "what": what,
        "items": items,
        "our CPU µs/item": median(ours, lambda cost: cost.micros(items)),
        "floor CPU µs/item": median(floor, lambda cost: cost.micros(floor_items)),
        "CPU ratio": ratio(ours, floor, lambda cost: cost.cpu) * floor_items / items,
        "our items/s": int(median(ours, lambda cost: items / cost.wall)),
        "floor items/s": int(median(floor, lambda cost: floor_items / cost.wall)),
        "wall s": median(ours, lambda cost: cost.wall),
        "peak MB": int(median(ours, lambda cost: cost.peak / 1e6)),
    }
