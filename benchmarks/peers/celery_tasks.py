"""Celery with Redis as broker: one task an item, two workers, the result a file."""

import json
import os
import pathlib
import subprocess
import sys
import time

from celery import Celery

app = Celery("celery_tasks", broker=f"redis://127.0.0.1:{os.environ['PEERS_REDIS_PORT']}/0")
app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=64, worker_hijack_root_logger=False)


@app.task(name="copy")
def copy(key, text, folder):
    pathlib.Path(folder, f"{key}.json").write_text(json.dumps(json.loads(text), sort_keys=True, indent=2))


def main():
    folder = pathlib.Path(sys.argv[1])
    out = folder / "out"
    out.mkdir()
    items = sorted((folder / "in").iterdir())
    here = pathlib.Path(__file__).parent
    worker = subprocess.Popen([sys.executable, "-m", "celery", "-A", "celery_tasks", "worker", "--concurrency", "2", "--loglevel", "ERROR"], cwd=here)
    try:
        for path in items:
            copy.delay(path.stem, path.read_text(), str(out))
        while sum(1 for _ in out.iterdir()) < len(items):
            time.sleep(0.05)
    finally:
        worker.terminate()
        worker.wait()


if __name__ == "__main__":
    main()
