#!/usr/bin/env bash
#SBATCH --job-name=tap-s3-csv-merge
#SBATCH --requeue
# Merges what the shards of the run in this folder have left, whatever became of them.
set -euo pipefail
tap-s3-csv --merge-states states/base.json states/*.jsonl > state.json.new
mv state.json.new state.json
rm -r states
