"""One question a name; `benchmarks/run` builds what is needed and calls this."""

import argparse
import json
import platform
import os
import shutil
import signal
import sys

import growth
import hot
import latency
import peers
import start

BENCHMARKS = {
    "cycle": (hot.cycle, "P1: one stage over fresh items, one worker and two, against the floor"),
    "strict": (hot.strict, "P2: the same, every result on the disk before it is visible"),
    "noop": (hot.noop, "P3: nothing to do in three stages"),
    "one-new": (latency.one_new, "P4: one new item among many, through five stages"),
    "growth": (growth.growth, "P5: cost per item and memory from a thousand items to a million"),
    "peers": (peers.peers, "P7: what else one might use, as many as are installed"),
    "start": (start.start, "P8: `filepipe --version` against a bare program; `status`"),
}


def main():
    names = "\n".join(f"  {name:10}{what}" for name, (_, what) in BENCHMARKS.items())
    parser = argparse.ArgumentParser(prog="benchmarks/run", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=f"benchmarks:\n{names}")
    parser.add_argument("name", choices=BENCHMARKS, metavar="NAME")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--items", type=int, help="how many items (growth: at most)")
    parser.add_argument("--rounds", type=int, help="how often each side runs")
    parser.add_argument("--at", help="folder on the disk to measure (default: the system's temporary folder)")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the folders go then too
    rows = BENCHMARKS[options.name][0](options)
    if options.json:
        machine = {"cores": os.cpu_count(), "system": f"{platform.system()} {platform.release()}", "load": os.getloadavg()[0]}
        print(json.dumps({"benchmark": options.name, "machine": machine, "rows": rows}, indent=2))
    else:
        print_table(rows)


def print_table(rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [columns] + [[shown(row.get(name, "")) for name in columns] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for line in cells:
        text = "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths)))
        print(text.rstrip()[: max(shutil.get_terminal_size((200, 0)).columns, 120)])


def shown(value):
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
