import { Ajv2020 } from "ajv/dist/2020.js";
import { configSchema } from "./schema.ts";

/** For the build, which writes down the code that is compiled here. */
export const ajv = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
  code: { source: true, esm: true },
  // Compiling the meta-schema, to validate a schema that never changes, would more than double the time; a test does it.
  validateSchema: false,
  meta: false,
});
ajv.addVocabulary(["secret"]);

/** Whether a value is a config; if not, `accepts.errors` tells why. */
export const accepts = ajv.compile(configSchema);
