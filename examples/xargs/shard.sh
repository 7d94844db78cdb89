#!/usr/bin/env bash
# Shard $1 of $2 of the run in this folder.
set -euo pipefail
tap-s3-csv --config config.json --catalog catalog.json --state states/base.json --shard "$1/$2" \
  | ${TARGET:-target-jsonl} > "states/$1.jsonl"
