#!/usr/bin/env bash
# Ends the run of shards in the folder $1, if there is one: merges their states, whatever became of each.
set -euo pipefail
cd "$1"
[ -d run ] || exit 0

exec 9< run/base.json
flock --exclusive --nonblock 9 || { echo "A shard of the run in $PWD/run goes on: merge when all have ended" >&2; exit 1; }
if compgen -G "run/*.jsonl" > /dev/null; then
  tap-s3-csv --merge-states run/base.json run/*.jsonl > state.json.new
  mv state.json.new state.json
fi
rm -r run
