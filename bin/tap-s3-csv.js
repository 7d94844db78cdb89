#!/usr/bin/env node
"use strict";
const { launch } = require("../dist/launch.cjs");

// A run that never comes to say how it ended has not succeeded.
process.exitCode = 1;
void launch(process).then((exitCode) => {
  process.exitCode = exitCode;
});
