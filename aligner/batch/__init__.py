"""Many chains at once: read in order, cut into shards, each compared by some worker and written as one file.

The design in short:

- The driver (`run.py`) reads the input once, in order, and holds few items. An item is two or three texts at a place
  in the input: a segment that is already aligned, or whole documents. So many of them in a row are a shard
  (`shards.py`), called by its place; its fingerprint covers its items and all else that its result depends on.
- `run_shard` (`work.py`) turns a shard into one file, put in its place in one step. It is all that an engine needs:
  what runs twice still leaves one file, the same to the byte whoever made it, and how often. It can be called under
  Ray or Spark as it is.
- A file tells the fingerprint of its shard and what became of its items (`Account`), in its own metadata. A shard whose
  file has the right fingerprint is done: that is all that resuming is.
- An executor (`aligner.executors`) runs `work(task)` somewhere and gives what came of it, or says that the worker was
  lost. What follows from that is decided here (`trouble.py`): a shard is tried again, then its items one by one, and an
  item that nobody survives is left out and told in `dead_letters.jsonl`.
- Everything that depends on time goes to `metrics.json` and the log; the rest is the same for any number of workers.
"""

from __future__ import annotations

from aligner.batch.job import Job, Mode
from aligner.batch.shards import Entry, Shard, shards
from aligner.batch.work import Outcome, Task, perform, prepared, run_shard, warm

__all__ = ["Entry", "Job", "Mode", "Outcome", "Shard", "Task", "perform", "prepared", "run_shard", "shards", "warm"]
