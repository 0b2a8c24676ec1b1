"""A table as a queue, as one would write it: take a row, work, write the result, one transaction each."""

import json
import pathlib
import sqlite3
import sys

folder, sync = pathlib.Path(sys.argv[1]), sys.argv[2]
db = sqlite3.connect(folder / "queue.db", isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute(f"PRAGMA synchronous = {sync}")
db.execute("CREATE TABLE items (key TEXT PRIMARY KEY, state INTEGER, input TEXT, result TEXT)")
db.execute("CREATE INDEX waiting ON items (state) WHERE state = 0")
for path in sorted((folder / "in").iterdir()):
    db.execute("INSERT INTO items VALUES (?, 0, ?, NULL)", (path.stem, path.read_text()))
while True:
    taken = db.execute("UPDATE items SET state = 1 WHERE key = (SELECT key FROM items WHERE state = 0 LIMIT 1) RETURNING key, input").fetchall()
    if not taken:
        break
    key, text = taken[0]
    db.execute("UPDATE items SET state = 2, result = ? WHERE key = ?", (json.dumps(json.loads(text), sort_keys=True, indent=2), key))
