"""P7: the same items through one trivial stage of what else one might use. What is not installed is named and left out."""

import os
import pathlib
import shutil
import subprocess
import sys
import time

from hot import our_pass
from measure import HERE, make_items, median, ratio, rounds_below, run

HERE_PEERS = HERE / "peers"


def peers(options):
    items, rounds = options.items or 10_000, options.rounds or 3
    sides, missing = available()
    costs = {name: [] for name in ("none", "balanced", "strict", *sides)}
    counts = {name: min(items, side.most) for name, side in sides.items()}
    with rounds_below(options.at) as fresh, redis(sides):
        for _ in range(rounds):
            for durability in ("none", "balanced", "strict"):
                costs[durability].append(our_pass(fresh(), items, durability=durability))
            for name, side in sides.items():
                folder = fresh()
                make_items(folder / "in", counts[name])
                costs[name].append(side.process(folder, counts[name]))
    rows = []
    for name, side_costs in costs.items():
        count = counts.get(name, items)
        ours = name not in sides
        like = costs[name if ours else sides[name].like]
        rows.append({
            "who": f"filepipe, {name}" if ours else name,
            "durable": OURS[name] if ours else sides[name].durable,
            "items": count,
            "items/s": median(side_costs, lambda cost: count / cost.wall),
            "CPU µs/item": median(side_costs, lambda cost: cost.micros(count)),
            "we, as durable": "" if ours else ratio(like, side_costs, lambda cost: 1 / cost.wall) * items / count,
        })
    return rows + [{"who": f"{name} (left out: {how})"} for name, how in missing.items()]


OURS = {"none": "process death", "balanced": "power loss but 1 s", "strict": "power loss"}


class Side:
    """A peer: how it processes a folder of items, what survives, up to how many items it is asked for."""

    def __init__(self, durable, like, most, process):
        self.durable, self.like, self.most, self.process = durable, like, most, process


def available():
    sides, missing = {}, {}

    def offer(name, there, how, *side):
        if there:
            sides[name] = Side(*side)
        else:
            missing[name] = how

    redis_there = shutil.which("redis-server")
    for sync, durable, like in (("full", "power loss", "strict"), ("normal", "process death", "none"), ("off", "process death", "none")):
        offer(f"SQLite table, WAL, {sync}", True, "", durable, like, 5_000 if sync == "full" else 20_000, script("sqlite_table.py", sync))
    offer("python-dirq", python_has("dirq"), "apt-get install python3-dirq", "process death", "none", 20_000, script("dirq_queue.py"))
    offer("Celery + Redis, 2 workers", redis_there and python_has("celery", "redis"), "apt-get install redis-server python3-celery python3-redis",
          "nothing (Redis in memory)", "none", 5_000, script("celery_tasks.py"))
    offer("BullMQ + Redis, bulk", redis_there and (HERE_PEERS / "node_modules/bullmq").exists(), "apt-get install redis-server nodejs npm; npm install --prefix benchmarks/peers",
          "nothing (Redis in memory)", "none", 20_000, lambda folder, items: run("node", HERE_PEERS / "bullmq_queue.mjs", folder))
    offer("GNU parallel", shutil.which("parallel"), "apt-get install parallel", "process death", "none", 1_000, gnu_parallel)
    offer("Snakemake", shutil.which("snakemake"), "apt-get install snakemake", "process death", "none", 100, snakemake)
    return sides, missing


def python():
    """Debian's packages belong to Debian's own Python."""
    return "/usr/bin/python3" if pathlib.Path("/usr/bin/python3").exists() else sys.executable


def python_has(*modules):
    return subprocess.run([python(), "-c", f"import {', '.join(modules)}"], capture_output=True, check=False).returncode == 0


def script(name, *arguments):
    return lambda folder, items: run(python(), HERE_PEERS / name, folder, *arguments)


def gnu_parallel(folder, items):
    (folder / "out").mkdir()
    return run("sh", "-c", "ls in | parallel -j2 cp in/{} out/{}", cwd=folder)


def snakemake(folder, items):
    (folder / "Snakefile").write_text(
        'items = glob_wildcards("in/{item}.json").item\n'
        'rule all:\n    input: expand("out/{item}.json", item=items)\n'
        'rule copy:\n    input: "in/{item}.json"\n    output: "out/{item}.json"\n    shell: "cp {input} {output}"\n')
    return run("snakemake", "--cores", "2", "--quiet", cwd=folder)


class redis:
    """A Redis server of our own on a socket of our own, in memory, when a peer wants one."""

    def __init__(self, sides):
        self.wanted = any("Redis" in name for name in sides)
        self.child = None

    def __enter__(self):
        if self.wanted:
            port = "16399"
            os.environ["PEERS_REDIS_PORT"] = port
            self.child = subprocess.Popen(["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
            time.sleep(1)

    def __exit__(self, *_):
        if self.child:
            self.child.terminate()
            self.child.wait()
