/** The variables by which AWS tools are told who they are. */
export const credentialVariables = [
  "AWS_PROFILE",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  "AWS_EC2_METADATA_DISABLED",
] as const;

/** What the environment says of credentials: no empty values, and no blanks or line breaks around them. */
export type CredentialEnvironment = Readonly<Partial<Record<(typeof credentialVariables)[number], string>>>;

/** Takes what concerns credentials out of an environment. */
export function credentialEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): CredentialEnvironment {
  const entries = credentialVariables.flatMap((name) => {
    const value = (environment[name] ?? "").trim();
    return value === "" ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
