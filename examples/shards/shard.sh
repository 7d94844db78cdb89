#!/usr/bin/env bash
# One shard of the run that plan.sh has begun.
#   $1       the folder
#   $2       which shard, from 0; default: auto, the one that Kubernetes or AWS Batch names
#   TARGET   the target's command, such as "target-postgres --config target.json"
set -euo pipefail
cd "$1"
shard=${2:-auto}
if [ "$shard" = auto ]; then
  shard=${JOB_COMPLETION_INDEX:-${AWS_BATCH_JOB_ARRAY_INDEX:?is not set, nor is JOB_COMPLETION_INDEX: name the shard}}
fi

# As long as a shard goes on, its run is not merged.
exec 9< run/base.json
flock --shared 9

own=run/$shard.jsonl
from=run/base.json
touch "$own"
# A shard that is tried again goes on where its target has last saved.
if [ "$(wc -l < "$own")" -gt 0 ]; then
  from=$own
  # Behind a line that was cut.
  echo >> "$own"
else
  # All that is there is a line that was cut, if anything.
  : > "$own"
fi
tap-s3-csv --config config.json --catalog catalog.json --state "$from" --shard "$shard" --plan-dir run/plan \
  | ${TARGET:-target-jsonl} >> "$own"
