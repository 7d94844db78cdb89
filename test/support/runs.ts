/**
 * How often a property is tried: so often in `npm run fuzz`, and a quarter of that in `npm test`, which holds every law,
 * and runs on each Node.
 */
export function runs(all: number): number {
  return process.env["PROPERTY_RUNS"] === "all" ? all : Math.ceil(all / 4);
}
