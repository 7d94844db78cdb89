#!/usr/bin/env bash
#SBATCH --job-name=tap-s3-csv
#SBATCH --requeue
#SBATCH --open-mode=append
# One shard of the run in this folder: which, Slurm tells.
set -euo pipefail
own=states/$SLURM_ARRAY_TASK_ID.jsonl
from=states/base.json
touch "$own"
# A task that was requeued goes on where its target has last saved.
if [ "$(wc -l < "$own")" -gt 0 ]; then
  from=$own
  # Behind a line that was cut.
  echo >> "$own"
else
  # All that is there is a line that was cut, if anything.
  : > "$own"
fi
tap-s3-csv --config config.json --catalog catalog.json --state "$from" --shard auto | ${TARGET:-target-jsonl} >> "$own"
