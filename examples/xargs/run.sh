#!/usr/bin/env bash
# One run in n shards on this machine, so many at a time, and the merge of their states.
#   $1       the folder of config.json and catalog.json, where state.json is written
#   $2       the number of shards; default: 8
#   $3       how many run at a time; default: one per core
#   TARGET   the target's command, such as "target-postgres --config target.json"
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
shards=${2:-8}

# A run that is still going on, or a shard of it, is left alone.
exec 9> .lock
flock --nonblock 9 || { echo "the previous run has not ended yet" >&2; exit 0; }

# states/ is one run: the state that it began with, and what the target of each shard has saved.
merge() {
  if compgen -G "states/*.jsonl" > /dev/null; then
    tap-s3-csv --merge-states states/base.json states/*.jsonl > state.json.new
    mv state.json.new state.json
  fi
  rm -r states
}

# A run that was killed before its merge: what its shards have loaded counts.
[ ! -d states ] || merge
rm -rf states.new
mkdir states.new
if [ -s state.json ]; then cp state.json states.new/base.json; else echo '{"bookmarks":{}}' > states.new/base.json; fi
mv states.new states

code=0
seq 0 $((shards - 1)) | xargs -P "${3:-$(nproc)}" -I {} "$here/shard.sh" {} "$shards" || code=$?
merge
exit "$code"
