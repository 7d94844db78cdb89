import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";

/** Bytes of a form: far more than all patterns of a config. */
const maxForm = 1024 * 1024;

/** What the page sends. What is sent in another form may not even be one. */
const formType = "application/x-www-form-urlencoded";

/**
 * Answers only those who know the address, and only under a name of this machine: a page of somebody else may let its
 * own name point here (DNS rebinding), or send a form here. https://owasp.org/www-community/attacks/csrf
 */
export function guard(portOf: () => number, token: string): MiddlewareHandler {
  const refuse = async (context: Context, next: Next): Promise<Response | void> => {
    for (const [name, value] of headers) context.header(name, value);
    const host = context.req.header("host") ?? "";
    const origin = context.req.header("origin");
    const port = portOf();
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
      return context.text("This server has another name.", 403);
    if (origin !== undefined && origin !== `http://${host}`) return context.text("Not from this page.", 403);
    const isChange = context.req.method !== "GET" && context.req.method !== "HEAD";
    const site = context.req.header("sec-fetch-site") ?? "same-origin";
    if (isChange && site !== "same-origin") return context.text("Not from this page.", 403);
    const type = context.req.header("content-type") ?? formType;
    if (isChange && !type.startsWith(formType)) return context.text("Only forms of this page are taken.", 415);
    if (!isSame(context.req.path.split("/")[1] ?? "", token)) return context.text("There is nothing here.", 404);
    await next();
  };
  return every(
    refuse,
    bodyLimit({ maxSize: maxForm, onError: (context) => context.text("The form is too large.", 413) }),
  );
}

/** By hashes, which are of the same length and tell nothing by the time they take. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hashOf(one), hashOf(other));
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Nothing from elsewhere, nothing inline, in no frame, and nothing kept on a disk. */
const headers: readonly (readonly [name: string, value: string])[] = [
  [
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ["Cache-Control", "no-store"],
  ["Referrer-Policy", "same-origin"],
  ["X-Content-Type-Options", "nosniff"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
];
