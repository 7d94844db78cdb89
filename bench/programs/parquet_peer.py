"""The Parquet files of the benchmark, written by pyarrow, and read by it with json.dumps: what the reference tap's route
costs at least.

    parquet_peer.py write ROWS PATH    as formats go: snappy, row groups of 100,000 rows
    parquet_peer.py large BYTES PATH   of row groups of 128 MB that do not pack
    parquet_peer.py read PATH KEY
"""

import datetime
import json
import os
import random
import resource
import sys

import pyarrow as pa
import pyarrow.parquet as pq


def write(count, path):
    count = int(count)
    draw = random.Random(1)
    begin = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
    seconds = [datetime.timedelta(seconds=n, microseconds=draw.randrange(1, 1_000_000)) for n in range(count)]
    table = pa.table(
        {
            "id": pa.array(range(count), pa.int64()),
            "name": pa.array([f"customer {n}" for n in range(count)]),
            "amount": pa.array([(draw.randrange(1_000_000) * 10 + 5) / 1000 for _ in range(count)]),
            "at": pa.array([begin + each for each in seconds], pa.timestamp("us", "UTC")),
            "city": pa.array([draw.choice(["Berlin", "Paris", "São Paulo", "New York"]) for _ in range(count)]),
            "note": pa.array([None if n % 2 else f"note {n} with some text" for n in range(count)]),
        }
    )
    pq.write_table(table, path, compression="snappy", row_group_size=100_000)


def large(size, path):
    count = 600_000
    draw = random.Random(2)
    texts = {name: pa.array([draw.randbytes(40).hex() for _ in range(count)]) for name in ["name", "city"]}
    numbers = {"id": pa.array(range(count), pa.int64()), "amount": pa.array([draw.random() for _ in range(count)])}
    table = pa.table({**numbers, **texts, "note": pa.array([draw.randbytes(10).hex() for _ in range(count)])})
    with pq.ParquetWriter(path, table.schema, compression="snappy") as writer:
        while os.path.getsize(path) < int(size):
            writer.write_table(table, row_group_size=count)


def read(path, key):
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    out = open(1, "w", encoding="utf-8", buffering=1 << 20, closefd=False)
    file = pq.ParquetFile(path)
    line = 0
    for group in range(file.num_row_groups):
        for record in file.read_row_group(group, use_threads=False).to_pylist():
            line += 1
            record["at"] = record["at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            record["_sdc_source_bucket"] = "bench"
            record["_sdc_source_file"] = key
            record["_sdc_source_lineno"] = line
            out.write(encode({"type": "RECORD", "stream": "bench", "record": record}) + "\n")
    out.flush()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {"code": 0, "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000, "peakKb": usage.ru_maxrss}
    os.write(3, json.dumps(report).encode())


{"write": write, "large": large, "read": read}[sys.argv[1]](*sys.argv[2:])
