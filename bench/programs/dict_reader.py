"""What one writes today in Python: csv.DictReader and json.dumps. `dict_reader.py PATH KEY COLUMNS`"""

import csv
import json
import os
import resource
import sys


def main(path, key, columns):
    casts = {column["name"]: CASTS[column["type"]] for column in json.loads(columns)}
    csv.field_size_limit(2**31 - 1)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    out = open(1, "w", encoding="utf-8", newline="", buffering=65536, closefd=False)
    with open(path, encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            record = {name: casts[name](text) for name, text in row.items()}
            record["_sdc_source_bucket"] = "bench"
            record["_sdc_source_file"] = key
            record["_sdc_source_lineno"] = line
            out.write(encode({"type": "RECORD", "stream": "bench", "record": record}) + "\n")
    out.flush()


CASTS = {
    "integer": lambda text: int(text) if text else None,
    # Floats that are whole are written as JavaScript writes them, so that the output can be compared.
    "number": lambda text: (float(text) if "." in text else int(text)) if text else None,
    "date-time": lambda text: text[:19] + ".000000Z" if text else None,
    "string": str,
}


def peak_kb():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


main(*sys.argv[1:])
usage = resource.getrusage(resource.RUSAGE_SELF)
report = {"code": 0, "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000, "peakKb": peak_kb()}
os.write(3, json.dumps(report).encode())
