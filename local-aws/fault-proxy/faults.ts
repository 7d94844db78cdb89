/** What goes wrong with one answer. All counts are bytes of this answer's body. */
export type Fault =
  /** The proxy answers itself; the store is not asked. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  /** RST, after the bytes before it have left. */
  | { readonly kind: "reset"; readonly after: number }
  /** FIN in the middle. */
  | { readonly kind: "end"; readonly after: number }
  /** Nothing more, with the connection open, until the client gives up. */
  | { readonly kind: "stall"; readonly after: number }
  | { readonly kind: "stall-before-headers" }
  | { readonly kind: "reset-before-headers" }
  /** FIN in the middle of a header line. */
  | { readonly kind: "cut-headers" }
  | { readonly kind: "pace"; readonly bytesPerSecond: number }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The body is cut and Content-Length agrees with the cut: a short object, to HTTP. */
  | { readonly kind: "short-length"; readonly bytes: number }
  /** No Content-Length; whole, or cut after some bytes. `abrupt` leaves the last chunk out. */
  | {
      readonly kind: "no-length";
      readonly framing: "chunks" | "close";
      readonly after?: number;
      readonly abrupt?: boolean;
    }
  /** Bytes that are not the object's, at its end; counted in Content-Length, or sent behind it. */
  | { readonly kind: "extra"; readonly bytes: number; readonly declared: boolean }
  /** The Content-Range of a 206 says that the bytes start elsewhere. */
  | { readonly kind: "wrong-start"; readonly shift: number }
  /** 200 and the whole object in answer to a Range. The proxy cannot sign a request for it, so the test gives it. */
  | { readonly kind: "ignore-range"; readonly whole: Uint8Array }
  /** Other headers; an empty value removes one. */
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>> }
  /** One bit of the byte at the offset. */
  | { readonly kind: "flip"; readonly at: number }
  /** The whole body, rewritten; for listings. */
  | { readonly kind: "edit"; readonly change: (body: string, path: string) => string }
  /** Runs while the answer stands still, then resets it or lets it go on. */
  | {
      readonly kind: "hook";
      readonly after: number;
      readonly run: () => void | Promise<void>;
      readonly ending: "reset" | "go-on";
    };

/** An error answer in S3's form. */
export function errorAnswer(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Fault {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code} by the proxy</Message></Error>`;
  return { kind: "answer", status, headers: { "content-type": "application/xml", ...headers }, body };
}

/** A page that a load balancer or a captive portal puts in the place of the answer. */
export function htmlAnswer(status = 200): Fault {
  const body = "<!DOCTYPE html><html><body><h1>Welcome</h1><p>Please sign in</body></html>";
  return { kind: "answer", status, headers: { "content-type": "text/html" }, body };
}

/** 200 and nothing: the SDK takes it for an empty listing. */
export function emptyAnswer(): Fault {
  return { kind: "answer", status: 200 };
}

/** Every page but the first ends with the token it was asked with. */
export function repeatToken(): Fault {
  return {
    kind: "edit",
    change: (body, path) => {
      const token = new URLSearchParams(path.split("?")[1]).get("continuation-token");
      if (token === null) return body;
      const next = `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`;
      return withoutNextToken(body).replace(/<IsTruncated>\w+<\/IsTruncated>/, next);
    },
  };
}

/** Every page holds the objects of the first one, and its own token. */
export function repeatPage(): Fault {
  let first: string | undefined;
  return {
    kind: "edit",
    change: (body) => {
      const contents = contentsOf(body).join("");
      first ??= contents;
      return body.replace(contents, () => first ?? "");
    },
  };
}

/** Every page lists its objects backwards. */
export function reversePage(): Fault {
  return {
    kind: "edit",
    change: (body) => {
      const contents = contentsOf(body);
      return body.replace(contents.join(""), () => contents.toReversed().join(""));
    },
  };
}

function withoutNextToken(body: string): string {
  return body.replace(/<NextContinuationToken>.*?<\/NextContinuationToken>/, "");
}

function contentsOf(body: string): string[] {
  return body.match(/<Contents>.*?<\/Contents>/gs) ?? [];
}
