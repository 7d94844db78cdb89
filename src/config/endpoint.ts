import { isLoopback } from "../s3/network/loopback.ts";

/** What is wrong with an endpoint, and what to enter instead; undefined for one that can be used. */
export function findEndpointProblem(endpoint: string, allowHttp: boolean): string | undefined {
  const hasScheme = /^https?:\/\//i.test(endpoint);
  if (!hasScheme || !URL.canParse(endpoint)) {
    const isComplete = !hasScheme && URL.canParse(`https://${endpoint}`) && !endpoint.includes("@");
    const hint = isComplete && !endpoint.includes("://") ? `"https://${endpoint}"` : '"https://minio.example.com"';
    return `must be a URL with https or http, for example ${hint}`;
  }
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") {
    return "must not hold credentials; put them into aws_access_key_id and aws_secret_access_key";
  }
  if (url.search !== "" || url.hash !== "") return "must end with its host, port or path, without ? and #";
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    return "is plain http to another machine, which shows data and signatures to the network; use https, or set allow_http to true";
  }
  return undefined;
}
