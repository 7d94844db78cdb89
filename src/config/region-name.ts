/** What is wrong with the name of a region, which becomes part of host names; undefined for one that can be used. */
export function findRegionProblem(region: string): string | undefined {
  if (/^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(region)) return undefined;
  return 'must be the name of a region, of letters, digits and hyphens, for example "eu-central-1"';
}
