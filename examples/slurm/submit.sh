#!/usr/bin/env bash
# One run in n shards as a Slurm job array, and a job behind it that merges their states.
#   $1       a folder that all nodes see, with config.json and catalog.json, where state.json is written
#   $2       the number of shards; default: 8
#   TARGET   the target's command, such as "target-postgres --config target.json"
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
shards=${2:-8}

# states/ is one run: the state that it began with, and what the target of each shard has saved.
if [ -d states ]; then
  echo "The previous run has not been merged: it goes on, or its merge has failed and is to be run by $here/merge.sh" >&2
  exit 1
fi
rm -rf states.new
mkdir states.new
if [ -s state.json ]; then cp state.json states.new/base.json; else echo '{"bookmarks":{}}' > states.new/base.json; fi
mv states.new states

array=$(sbatch --parsable --array="0-$((shards - 1))" "$here/shard.sh")
# Also behind shards that have failed.
merge=$(sbatch --parsable --dependency="afterany:$array" "$here/merge.sh")
echo "$array $merge"
