import type {
  FinalizeRequestMiddleware,
  HttpRequest,
  HttpResponse,
  MiddlewareStack,
  QueryParameterBag,
  SelectedHttpAuthScheme,
} from "@smithy/types";
import type { Handler } from "./network/handler.ts";
import { property } from "./property.ts";

/**
 * A request that others of its kind are made of by copying it: they differ from it in path, query and a few headers only,
 * which costs a fraction of what the SDK's middleware does. It is one that the SDK has made and the store has answered, so
 * that host, owner, payer, keys of SSE-C and the way of signing are the SDK's whatever the bucket is; or, where nothing is
 * unusual, one of the tap's own (own-requests.ts).
 */
export interface Example {
  /** Not signed yet. */
  readonly request: HttpRequest;
  readonly sign: (request: HttpRequest) => Promise<Signed>;
}

/** A request that can be sent. */
export interface Signed {
  readonly request: HttpRequest;
  /** Wants to see a good answer: the SDK learns the store's clock from it. */
  readonly learn?: (response: HttpResponse) => void;
}

/** What is different in a request. */
interface Difference {
  readonly path?: string;
  /** A parameter or header that is undefined is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A command of the SDK. */
interface WithStack<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}

/** Has a command of the SDK hand out its request before it is signed. Nothing is handed out where signing is a matter of its own: directory buckets. */
export function takeExample<Input extends object, Output extends object>(
  { middlewareStack }: WithStack<Input, Output>,
  keep: (example: Example) => void,
): void {
  const middleware: FinalizeRequestMiddleware<Input, Output> = (next, context) => async (args) => {
    const scheme = property(property(context, "__smithy_context"), "selectedHttpAuthScheme");
    if (isRequest(args.request) && isScheme(scheme) && property(context, "s3ExpressIdentity") === undefined) {
      const request = copyOf(args.request);
      for (const name of headersOfRetries) delete request.headers[name];
      keep({ request, sign: signerOf(withOneSigner(scheme)) });
    }
    return next(args);
  };
  middlewareStack.addRelativeTo(middleware, {
    relation: "before",
    toMiddleware: "httpSigningMiddleware",
    name: "takeExample",
  });
}

/**
 * The scheme with a signer that is made once: the SDK makes one for each request, which takes as long as signing. It asks
 * for the credentials each time that it signs, and the clock that it has learned stays that of the client.
 */
function withOneSigner(scheme: SelectedHttpAuthScheme): SelectedHttpAuthScheme {
  const { signingProperties = {}, ...option } = scheme.httpAuthOption;
  const { config } = signingProperties;
  const signerOf = property(config, "signer");
  if (typeof config !== "object" || config === null || typeof signerOf !== "function") return scheme;
  let signer: unknown;
  const own: unknown = Object.create(config, {
    signer: { value: async (way: unknown) => (signer ??= await Reflect.apply(signerOf, config, [way])) },
    systemClockOffset: {
      get: () => Reflect.get(config, "systemClockOffset"),
      set: (offset: number) => {
        Reflect.set(config, "systemClockOffset", offset);
      },
    },
  });
  return { ...scheme, httpAuthOption: { ...option, signingProperties: { ...signingProperties, config: own } } };
}

/** They are of one request. */
const headersOfRetries = ["amz-sdk-invocation-id", "amz-sdk-request"];

/** Signs as the SDK does. */
function signerOf({ httpAuthOption, signer, identity }: SelectedHttpAuthScheme): Example["sign"] {
  return async (request) => {
    // The signer notes in its properties when it signed, to learn the store's clock from the answer.
    const properties = { ...httpAuthOption.signingProperties };
    const signed = await signer.sign(request, identity, properties);
    if (!isRequest(signed)) throw new TypeError("The signer of the SDK gave something else than a request");
    return { request: signed, learn: (response) => signer.successHandler?.(response, properties) };
  };
}

/** Sends a request like the example, and gives whatever is answered. */
export async function sendLike(
  { request: example, sign }: Example,
  { path, query = {}, headers = {} }: Difference,
  handler: Handler,
  signal: AbortSignal | undefined,
): Promise<HttpResponse> {
  const request = copyOf(example);
  if (path !== undefined) request.path = path;
  replace(request.query, query);
  replace(request.headers, headers);
  const { request: signed, learn } = await sign(request);
  const { response } = await handler.handle(signed, signal === undefined ? {} : { abortSignal: signal });
  if (learn !== undefined && isGood(response)) learn(response);
  return response;
}

function copyOf(request: HttpRequest): HttpRequest & { readonly query: QueryParameterBag } {
  return { ...request, query: { ...request.query }, headers: { ...request.headers } };
}

/** Has a command of the SDK read this answer in place of one of its own: errors, and what is not written as usual. */
export function answerBy<Input extends object, Output extends object>(
  { middlewareStack }: WithStack<Input, Output>,
  response: HttpResponse,
): void {
  middlewareStack.add(() => async () => ({ response }), { step: "deserialize", priority: "low", name: "answer" });
}

export function isGood({ statusCode }: HttpResponse): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function replace(fields: Record<string, unknown>, by: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(by)) {
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  }
}

function isRequest(value: unknown): value is HttpRequest {
  return typeof property(value, "path") === "string" && typeof property(value, "headers") === "object";
}

function isScheme(value: unknown): value is SelectedHttpAuthScheme {
  return typeof property(property(value, "signer"), "sign") === "function";
}
