"""write_files.py FOLDER: one table as each program writes it, and rows.json: what each file must be read as."""

import datetime as dt
import decimal
import json
import pathlib
import sys

import duckdb
import fastparquet
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

folder = pathlib.Path(sys.argv[1])
count = 3000
day = dt.date(2024, 1, 31)
start = dt.datetime(1999, 12, 31, 23, 59, 59, 999999)


def nth(i, value):
    return None if i % 11 == 3 else value


rows = [
    {
        "id": 2**60 + i * 10**12 + i,
        "small": nth(i, i % 100 - 50),
        "name": nth(i, f"Zoë {i % 17} 😀" + "x" * (i % 40)),
        "price": nth(i, i / 2 + 0.25),
        "flag": nth(i, i % 3 == 0),
        "day": nth(i, day + dt.timedelta(days=i)),
        "at": nth(i, start + dt.timedelta(minutes=i, microseconds=i)),
        "amount": nth(i, decimal.Decimal(i * 1000 - 7).scaleb(-3)),
        "raw": nth(i, bytes([i % 256, 255])),
        "tags": nth(i, [None if j == 2 else f"t{j}" for j in range(i % 5)]),
        "place": nth(i, {"lat": i + 0.5, "town": None if i % 2 else f"T{i}"}),
        "deep": nth(i, [{"k": j, "l": [j, None]} for j in range(i % 3)]),
    }
    for i in range(count)
]
schema = pa.schema(
    [
        ("id", pa.int64()),
        ("small", pa.int32()),
        ("name", pa.string()),
        ("price", pa.float64()),
        ("flag", pa.bool_()),
        ("day", pa.date32()),
        ("at", pa.timestamp("us")),
        ("amount", pa.decimal128(18, 3)),
        ("raw", pa.binary()),
        ("tags", pa.list_(pa.string())),
        ("place", pa.struct([("lat", pa.float64()), ("town", pa.string())])),
        ("deep", pa.list_(pa.struct([("k", pa.int64()), ("l", pa.list_(pa.int64()))]))),
    ]
)
table = pa.Table.from_pylist(rows, schema=schema)


def written(name, value):
    if value is None:
        return None
    if name in ("id", "small", "price"):
        return f"number {value}"
    if name == "amount":
        return f"number {value:.3f}"
    if name == "flag":
        return f"boolean {str(value).lower()}"
    if name == "at":
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if name == "day":
        return value.isoformat()
    if name == "raw":
        import base64

        return base64.b64encode(value).decode()
    if name == "name":
        return value
    return "json " + json.dumps(value, ensure_ascii=False, separators=(",", ":"))


expected = [{name: written(name, value) for name, value in row.items()} for row in rows]

for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    pq.write_table(table, folder / f"pyarrow-{codec}.parquet", compression=codec, row_group_size=700, data_page_size=2000)
pq.write_table(table, folder / "pyarrow-2.0.parquet", data_page_version="2.0", data_page_size=1000, write_page_checksum=True)
pq.write_table(table, folder / "pyarrow-spark.parquet", version="1.0", flavor="spark", use_deprecated_int96_timestamps=True, use_compliant_nested_type=False)
pq.write_table(table, folder / "pyarrow-no-dictionary.parquet", use_dictionary=False)
pq.write_table(
    table,
    folder / "pyarrow-deltas.parquet",
    use_dictionary=False,
    column_encoding={"id": "DELTA_BINARY_PACKED", "small": "DELTA_BINARY_PACKED", "at": "DELTA_BINARY_PACKED", "name": "DELTA_BYTE_ARRAY", "raw": "DELTA_LENGTH_BYTE_ARRAY", "price": "BYTE_STREAM_SPLIT"},
)

rows_of_arrow = table
for codec in ["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"]:
    duckdb.execute(f"copy (select * from rows_of_arrow) to '{folder}/duckdb-{codec}.parquet' (format parquet, codec '{codec}', row_group_size 2048)")
duckdb.execute(f"copy (select * from rows_of_arrow) to '{folder}/duckdb-v2.parquet' (format parquet, parquet_version 'v2')")

frame = pl.from_arrow(table)
for codec in ["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    frame.write_parquet(folder / f"polars-{codec}.parquet", compression=codec, row_group_size=900, data_page_size=3000)

flat = ["id", "name", "price", "flag", "at"]
pandas = pd.DataFrame({name: [row[name] for row in rows] for name in flat})
# Of microseconds, which pandas has since release 3, it would write the number as nanoseconds.
pandas["at"] = pandas["at"].astype("datetime64[ns]")
for times in ["int64", "int96"]:
    for codec in ["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"]:
        fastparquet.write(str(folder / f"fastparquet-{times}-{codec}.parquet"), pandas, compression=codec, times=times, row_group_offsets=1000, object_encoding={"name": "utf8", "flag": "bool"})

(folder / "rows.json").write_text(json.dumps({"rows": expected, "flat": flat}))
