"""A plan, shards as mapped tasks, and the merge of their states; config.json and catalog.json stand in the folder."""

import os
from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

# All workers must see the folder, and find the scripts of examples/shards in it.
FOLDER = os.environ.get("TAP_FOLDER", "/srv/tap")
SHARDS = int(os.environ.get("TAP_SHARDS", "8"))

with DAG(
    dag_id="tap_s3_csv_shards",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Two runs on one state would read the same files.
    max_active_runs=1,
    default_args={
        "env": {"TARGET": os.environ.get("TARGET", "target-jsonl")},
        "append_env": True,
        "retry_delay": timedelta(seconds=int(os.environ.get("TAP_RETRY_SECONDS", "300"))),
    },
):
    plan = BashOperator(task_id="plan", bash_command=f"{FOLDER}/plan.sh {FOLDER} {SHARDS}", retries=1)
    # A shard that fails or is killed is tried again, and goes on where its target has last saved.
    shards = BashOperator.partial(task_id="shard", retries=2).expand(
        bash_command=[f"{FOLDER}/shard.sh {FOLDER} {shard}" for shard in range(SHARDS)]
    )
    # Whatever became of the shards: the next run reads what is left.
    merge = BashOperator(task_id="merge", bash_command=f"{FOLDER}/merge.sh {FOLDER}", trigger_rule="all_done", retries=1)
    plan >> shards >> merge
    # The run is as good as its shards, also where the merge has succeeded.
    shards >> BashOperator(task_id="all_shards", bash_command="true")
