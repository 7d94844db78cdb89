#!/usr/bin/env bash
# Begins a run of shards: merges what the run before has left, lists once, and writes which shard is to read what.
#   $1   a folder that all shards see, with config.json and catalog.json, where state.json is written
#   $2   the number of shards
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$1"
"$here/merge.sh" .

# run/ is one run: the state that it begins with, the plan, and what the target of each shard will have saved.
rm -rf run.new
mkdir run.new
if [ -s state.json ]; then cp state.json run.new/base.json; else echo '{"bookmarks":{}}' > run.new/base.json; fi
tap-s3-csv --config config.json --catalog catalog.json --state run.new/base.json --plan "$2" --out run.new/plan
mv run.new run
