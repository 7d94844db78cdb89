"""Reads each file of a folder with DuckDB's read_csv and with CleverCSV, both as they find its dialect, and prints the rows."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import clevercsv
import duckdb


def with_duckdb(path):
    """All columns as text, so that values are compared as they stand; everything else is detected."""
    relation = duckdb.execute("SELECT * FROM read_csv(?, all_varchar = true, ignore_errors = true)", [str(path)])
    names = [named_alike(column[0]) for column in relation.description]
    return [names] + [["" if value is None else value for value in row] for row in relation.fetchall()]


def named_alike(name):
    """The name that the tap has for a column without one; DuckDB counts from 0, in as many digits as it takes."""
    number = re.fullmatch(r"column(\d+)", name)
    return f"column_{int(number[1]) + 1}" if number else name


def with_clevercsv(path):
    """As read_table does it: the encoding, then the dialect are detected, and the first row is taken for the header."""
    encoding = clevercsv.encoding.get_encoding(str(path))
    with open(path, newline="", encoding=encoding) as file:
        text = file.read()
    dialect = clevercsv.Sniffer().sniff(text)
    rows = [row for row in clevercsv.reader(io.StringIO(text, newline=""), dialect) if row]
    try:
        has_header = clevercsv.Sniffer().has_header(text)
    except clevercsv.exceptions.NoDetectionResult:
        has_header = True
    width = max((len(row) for row in rows), default=0)
    return rows if has_header else [[f"column_{index + 1}" for index in range(width)]] + rows


def attempt(read, path):
    try:
        return read(path)
    except Exception as error:  # Whatever it is, the file was not read.
        print(f"{path.name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
        return []


csv.field_size_limit(sys.maxsize)
files = sorted(Path(sys.argv[1]).iterdir())
print(
    json.dumps(
        {
            "duckdb": {file.stem: attempt(with_duckdb, file) for file in files},
            "clevercsv": {file.stem: attempt(with_clevercsv, file) for file in files},
        }
    )
)
