#!/usr/bin/env bash
# One run in n shards as an array job of AWS Batch, behind a job that plans it.
#   $1   the job queue
#   $2   the number of shards, at least 2; default: 8
set -euo pipefail
queue=$1
shards=${2:-8}
submit() { aws batch submit-job --job-queue "$queue" --job-definition tap-s3-csv --query jobId --output text "$@"; }

plan=$(submit --job-name tap-plan --parameters "script=plan.sh,shards=$shards")
submit --job-name tap-shards --array-properties "size=$shards" --depends-on "jobId=$plan"
