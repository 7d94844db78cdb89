"""The tap and a target as an hourly Airflow DAG; sync.sh, config.json and catalog.json stand in /srv/tap."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="tap_s3_csv",
    schedule="15 * * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Two runs on one state would read the same files.
    max_active_runs=1,
):
    BashOperator(
        task_id="sync",
        # The space keeps Airflow from looking for a template file of that name.
        bash_command="/srv/tap/sync.sh ",
        env={"TARGET": "target-jsonl"},
        append_env=True,
        # A file that could not be read is tried again, and only what has not been loaded yet is.
        retries=2,
        retry_delay=timedelta(minutes=5),
    )
