"""The Avro file of the benchmark, written by fastavro, and read by it with json.dumps: what the reference tap's route
costs at least.

    avro_peer.py write ROWS PATH
    avro_peer.py read PATH KEY
"""

import datetime
import json
import os
import random
import resource
import sys

import fastavro

SCHEMA = fastavro.parse_schema(
    {
        "type": "record",
        "name": "row",
        "fields": [
            {"name": "id", "type": "long"},
            {"name": "name", "type": "string"},
            {"name": "amount", "type": "double"},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "city", "type": "string"},
            {"name": "note", "type": ["null", "string"]},
        ],
    }
)


def rows(count):
    draw = random.Random(1)
    begin = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
    for number in range(count):
        yield {
            "id": number,
            "name": f"customer {number}",
            "amount": (draw.randrange(1_000_000) * 10 + 5) / 1000,
            "at": begin + datetime.timedelta(seconds=number, microseconds=draw.randrange(1, 1_000_000)),
            "city": draw.choice(["Berlin", "Paris", "São Paulo", "New York"]),
            "note": None if number % 2 else f"note {number} with some text",
        }


def write(count, path):
    with open(path, "wb") as file:
        fastavro.writer(file, SCHEMA, rows(int(count)), codec="deflate")


def read(path, key):
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    out = open(1, "w", encoding="utf-8", buffering=1 << 20, closefd=False)
    with open(path, "rb") as file:
        for line, record in enumerate(fastavro.reader(file), 1):
            record["at"] = record["at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            record["_sdc_source_bucket"] = "bench"
            record["_sdc_source_file"] = key
            record["_sdc_source_lineno"] = line
            out.write(encode({"type": "RECORD", "stream": "bench", "record": record}) + "\n")
    out.flush()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {"code": 0, "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000, "peakKb": usage.ru_maxrss}
    os.write(3, json.dumps(report).encode())


{"write": write, "read": read}[sys.argv[1]](*sys.argv[2:])
