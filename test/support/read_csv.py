"""Reads texts with Python's own csv.reader: a JSON line in for each text, a JSON line out."""

import csv
import io
import json
import sys

csv.field_size_limit(sys.maxsize)


class Lines:
    """The lines of a text, and whether more were asked for than there are."""

    def __init__(self, text):
        # As the csv module's documentation has files opened: LF, CR LF and CR end a line, and are kept.
        self.lines = io.StringIO(text, newline="")
        self.is_over = False

    def __iter__(self):
        return self

    def __next__(self):
        line = self.lines.readline()
        if line == "":
            self.is_over = True
            raise StopIteration
        return line


def read(text, delimiter, quote, escape):
    lines = Lines(text)
    options = {"delimiter": delimiter, "doublequote": escape != ""}
    if escape not in ("", quote):
        options["escapechar"] = escape
    if quote == "":
        options["quoting"] = csv.QUOTE_NONE
    else:
        options["quotechar"] = quote
    rows = []
    for row in csv.reader(lines, **options):
        # A row that came when the lines were over lacks its end: its quote never closed, or an
        # escape was the last character.
        if lines.is_over:
            return {"rows": rows, "unfinished": row}
        if row:
            rows.append(row)
    return {"rows": rows, "unfinished": None}


for line in sys.stdin:
    print(json.dumps(read(*json.loads(line))))
