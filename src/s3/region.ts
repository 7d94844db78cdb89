/** The region of the environment or the profile, or the one that answers for all the others. */
export async function regionOf(client: {
  readonly config: { readonly region: () => Promise<string> };
}): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    return "us-east-1";
  }
}
