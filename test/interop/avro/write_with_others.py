"""Writes Avro files with Apache's own library and with polars into the folder that is named."""

import datetime
import json
import os
import sys

import avro.datafile
import avro.io
import avro.schema
import polars

folder = sys.argv[1]
at = datetime.datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
rows = [
    {
        "id": 2**40 + number,
        "price": number / 7,
        "name": None if number % 3 == 0 else f"name {number} é",
        "at": at + datetime.timedelta(days=number),
        "day": datetime.date(2024, 1, 2) + datetime.timedelta(days=number),
        "paid": number % 2 == 0,
        "tags": [f"t{n}" for n in range(number % 4)],
    }
    for number in range(500)
]

schema = avro.schema.parse(
    json.dumps(
        {
            "type": "record",
            "name": "row",
            "fields": [
                {"name": "id", "type": "long"},
                {"name": "price", "type": "double"},
                {"name": "name", "type": ["string", "null"]},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                {"name": "paid", "type": "boolean"},
                {"name": "tags", "type": {"type": "array", "items": "string"}},
            ],
        }
    )
)
for codec in ["null", "deflate"]:
    with open(os.path.join(folder, f"apache-{codec}.avro"), "wb") as file:
        writer = avro.datafile.DataFileWriter(file, avro.io.DatumWriter(), schema, codec=codec)
        for row in rows:
            writer.append(row)
            if row["id"] % 100 == 0:
                writer.sync()
        writer.close()

# It writes no moments with a zone.
frame = polars.DataFrame(rows).with_columns(polars.col("at").dt.replace_time_zone(None))
for codec in ["uncompressed", "snappy", "deflate"]:
    frame.write_avro(os.path.join(folder, f"polars-{codec}.avro"), compression=codec)
