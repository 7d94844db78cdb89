#!/usr/bin/env bash
# One run, for cron and its like.
#   $1       the folder of config.json and catalog.json, where state.json is written; default: that of this script
#   TARGET   the target's command, such as "target-postgres --config target.json"
set -euo pipefail
cd "${1:-$(dirname "$0")}"

# A run that is still going on is left alone.
exec 9> .lock
flock --nonblock 9 || { echo "the previous run has not ended yet" >&2; exit 0; }

state=()
[ -s state.json ] && state=(--state state.json)

code=0
tap-s3-csv --config config.json --catalog catalog.json "${state[@]}" | ${TARGET:-target-jsonl} > states.jsonl || code=$?

# Of a run that failed, only whole lines count: its target may have been killed in the middle of one.
if [ "$code" -ne 0 ]; then
  head -n "$(wc -l < states.jsonl)" states.jsonl > states.whole
  mv states.whole states.jsonl
fi

# The last line that the target printed covers what it saved, also when the run failed behind it.
# The rename replaces the state at once or not at all.
if [ -s states.jsonl ]; then
  tail -n 1 states.jsonl > state.json.new
  mv state.json.new state.json
fi
exit "$code"
