import type { Failure } from "../failure.ts";

/** Who is asked, and the setting that says where. */
export interface Asked {
  /** As in `"https://minio.example.com"`, or `AWS S3`. */
  readonly place: string;
  /** What says where that is, as in `check aws_endpoint_url, aws_region`. */
  readonly settings: string;
}

/** Why there is no connection, and what to do; null for a failure of another kind. */
export function networkReason({ code, message, host }: Failure, { place, settings }: Asked): string | null {
  const who = host === null || place.includes(host) ? place : `${place} (${host})`;
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `the name of ${who} cannot be resolved (${code}); ${settings} and the network`;
    case "ECONNREFUSED":
      return `${who} refuses connections (${code}); ${settings} and its port`;
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EHOSTDOWN":
    case "ENETDOWN":
    case "ConnectTimeout":
      return `no connection to ${who} (${code}); ${settings}, the network and whether a proxy is needed`;
    case "TimeoutError":
    case "ETIMEDOUT":
      return `${who} did not answer in time (${code}); ${settings}, the network and request_timeout`;
    case "ProxyFailed":
    case "ProxyRefused":
      return message;
    default:
      return tlsReason(code, message, who, settings);
  }
}

function tlsReason(code: string, message: string, who: string, settings: string): string | null {
  const cannot = `no secure connection to ${who}`;
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return `${cannot}: its certificate has expired (${code}); whoever runs it must renew it, unless the clock of this machine is wrong`;
    case "CERT_NOT_YET_VALID":
      return `${cannot}: its certificate is not valid yet (${code}); set the clock of this machine`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `${cannot}: its certificate is for other names (${message}); ${settings}, and path_style if the name of the bucket has dots`;
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `${cannot}: its certificate comes from an authority that is not known here (${code}); name the file of that authority's certificate in AWS_CA_BUNDLE`;
    case "EPROTO":
      return /wrong version number|packet length/i.test(message) ? noTls(who, code) : `${cannot} (${code}: ${message})`;
    default:
      if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") return noTls(who, code);
      if (/^(?:ERR_SSL_|ERR_TLS_|CERT_)/.test(code)) return `${cannot} (${code}: ${message})`;
      return code.startsWith("HPE_") ? httpReason(code, who, settings) : null;
  }
}

/** What Node's parser of HTTP stumbles over: https://github.com/nodejs/llhttp#parser-errors */
function httpReason(code: string, who: string, settings: string): string {
  switch (code) {
    case "HPE_INVALID_CONSTANT":
    case "HPE_INVALID_VERSION":
      return `${who} answers, but not in HTTP (${code}); ${settings}: perhaps its port wants https, not http`;
    case "HPE_HEADER_OVERFLOW":
      return `the head of what ${who} answers is larger than Node takes (${code}); NODE_OPTIONS=--max-http-header-size=65536 lets it take more, unless a proxy in its place answers`;
    default:
      return `what ${who} answers breaks the rules of HTTP (${code}); look at that server, and at a proxy or load balancer before it`;
  }
}

function noTls(who: string, code: string): string {
  return `${who} speaks no TLS at that port (${code}); write http instead of https, or name the port that does`;
}
