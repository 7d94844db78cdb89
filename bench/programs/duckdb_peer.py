"""The same messages by one COPY of DuckDB with one thread. `duckdb_peer.py PATH KEY COLUMNS`"""

import json
import os
import resource
import sys

import duckdb

TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date-time": "TIMESTAMP", "string": "VARCHAR"}
VALUES = {
    "integer": '"{0}"',
    "number": '"{0}"',
    "date-time": """strftime("{0}", '%Y-%m-%dT%H:%M:%S.%fZ')""",
    # It takes an empty field for null.
    "string": """coalesce("{0}", '')""",
}


def main(path, key, columns):
    columns = json.loads(columns)
    types = ", ".join(f"'{column['name']}': '{TYPES[column['type']]}'" for column in columns)
    values = ", ".join(f"\"{column['name']}\": {VALUES[column['type']].format(column['name'])}" for column in columns)
    connection = duckdb.connect(config={"threads": "1"})
    connection.execute(
        f"""
        COPY (
          SELECT 'RECORD' AS type, 'bench' AS stream, {{
            {values},
            "_sdc_source_bucket": 'bench', "_sdc_source_file": '{key}', "_sdc_source_lineno": row_number() OVER () + 1
          }} AS record
          FROM read_csv('{path}', header = true, columns = {{{types}}}, max_line_size = 100000000)
        ) TO '/dev/stdout' (FORMAT json)"""
    )
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {"code": 0, "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000, "peakKb": usage.ru_maxrss}
    os.write(3, json.dumps(report).encode())


main(*sys.argv[1:])
