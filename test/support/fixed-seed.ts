import fc from "fast-check";

// The suites say the same of the same code every time; `FC_SEED=$RANDOM npm run fuzz` looks for what is new.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["FC_SEED"] ?? 20_261_122) });
