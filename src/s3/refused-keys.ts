/** Why a store does not take the keys, and which to check; null for an error that is not about them. */
export function refusedKeys(code: string, keysFrom: string, place: string): string | null {
  const isConfig = keysFrom === "the config";
  const check = (setting: string, besides = ""): string =>
    isConfig
      ? `check ${setting}${besides && ` and ${besides}`}`
      : `check ${besides && `${besides} and `}where it comes from: ${keysFrom}`;
  switch (code) {
    case "InvalidAccessKeyId":
    case "UnrecognizedClientException":
      return `the access key id is not known at ${place} (${code}); ${check("aws_access_key_id", "aws_endpoint_url")}`;
    case "SignatureDoesNotMatch":
      return `the secret access key does not belong to the access key id (${code}); ${check("aws_secret_access_key")}`;
    case "InvalidToken":
    case "InvalidClientTokenId":
      return `the session token is not valid (${code}); ${check("aws_session_token")}`;
    default:
      return null;
  }
}
