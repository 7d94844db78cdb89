"""The same messages by one streaming query of polars. `polars_peer.py PATH KEY COLUMNS`"""

import json
import os
import resource
import sys

import polars as pl

TYPES = {"integer": pl.Int64, "number": pl.Float64, "date-time": pl.String, "string": pl.String}


def value(column):
    field = pl.col(column["name"])
    if column["type"] != "date-time":
        return field
    return field.str.to_datetime("%Y-%m-%dT%H:%M:%SZ").dt.to_string("%Y-%m-%dT%H:%M:%S%.6fZ")


def main(path, key, columns):
    columns = json.loads(columns)
    rows = pl.scan_csv(
        path,
        schema={column["name"]: TYPES[column["type"]] for column in columns},
        empty_string_is_null=False,
        row_index_name="_sdc_source_lineno",
        row_index_offset=2,
    )
    record = pl.struct(
        *[value(column).alias(column["name"]) for column in columns],
        pl.lit("bench").alias("_sdc_source_bucket"),
        pl.lit(key).alias("_sdc_source_file"),
        pl.col("_sdc_source_lineno"),
    )
    message = rows.select(pl.lit("RECORD").alias("type"), pl.lit("bench").alias("stream"), record.alias("record"))
    message.sink_ndjson("/dev/stdout")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {"code": 0, "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000, "peakKb": usage.ru_maxrss}
    os.write(3, json.dumps(report).encode())


main(*sys.argv[1:])
