#!/usr/bin/env node
"use strict";

// In a language that every Node reads: an older one would only tell which of its functions is missing.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 20 || (major === 20 && minor >= 19)) {
  // A run that never comes to say how it ended has not succeeded.
  process.exitCode = 1;
  void require("../dist/launch.cjs")
    .launch(process)
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
} else {
  process.stderr.write("tap-s3-csv needs Node 20.19 or newer; this is Node " + process.versions.node + "\n");
  process.exitCode = 2;
}
