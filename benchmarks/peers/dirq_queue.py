"""python-dirq: a queue of files in folders. Enqueue all, then take, work, enqueue the result."""

import json
import pathlib
import sys

from dirq.QueueSimple import QueueSimple

folder = pathlib.Path(sys.argv[1])
waiting, done = QueueSimple(str(folder / "waiting")), QueueSimple(str(folder / "done"))
for path in sorted((folder / "in").iterdir()):
    waiting.add(path.read_text())
name = waiting.first()
while name:
    if waiting.lock(name):
        done.add(json.dumps(json.loads(waiting.get(name)), sort_keys=True, indent=2))
        waiting.remove(name)
    name = waiting.next()
