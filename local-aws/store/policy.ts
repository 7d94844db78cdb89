/** One statement of an IAM policy, as far as the store understands it; everything else is refused on sight. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: "*" | { readonly AWS: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An identity policy, or the trust policy of a role. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** What is asked: may `principal` do `action` on `resource`, given the condition keys? */
export interface AccessRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: Readonly<Record<string, string | undefined>>;
}

/** Whether the policy allows the request: some statement allows it and none denies it. */
export function allows(policy: PolicyDocument, request: AccessRequest): boolean {
  const statements = toList(policy.Statement).filter((statement) => applies(statement, request));
  return statements.length > 0 && statements.every((statement) => statement.Effect === "Allow");
}

function applies(statement: Statement, request: AccessRequest): boolean {
  return (
    toList(statement.Action).some((pattern) => isLike(request.action.toLowerCase(), pattern.toLowerCase())) &&
    (statement.Resource === undefined || toList(statement.Resource).some((it) => isLike(request.resource, it))) &&
    (statement.Principal === undefined || isPrincipal(statement.Principal, request.principal)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, tests]) =>
      Object.entries(tests).every(([key, wanted]) => holds(operator, request.conditions[key], toList(wanted))),
    )
  );
}

function isPrincipal(wanted: "*" | { readonly AWS: string | readonly string[] }, principal: string): boolean {
  return (
    wanted === "*" || toList(wanted.AWS).some((arn) => arn === "*" || arn === principal || arn === rootOf(principal))
  );
}

// "arn:aws:iam::<account>:root" stands for everybody in the account.
function rootOf(principal: string): string {
  return `${principal.split(":").slice(0, 5).join(":")}:root`;
}

// A key that the request does not have fails every positive test and passes every negated one, as in IAM.
function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  switch (operator) {
    case "StringEquals":
      return value !== undefined && wanted.includes(value);
    case "StringNotEquals":
      return value === undefined || !wanted.includes(value);
    case "StringLike":
      return value !== undefined && wanted.some((pattern) => isLike(value, pattern));
    case "StringNotLike":
      return value === undefined || !wanted.some((pattern) => isLike(value, pattern));
    default:
      throw new Error(`Cannot evaluate the policy: condition operator "${operator}" is unknown to the store`);
  }
}

// "${*}" is a star that stands for itself, and so are "${?}" and "${$}".
function isLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/\$\{([*?$])\}|[^]/g, (token, literal: string | undefined) => {
    if (token === "*") return "[^]*";
    if (token === "?") return "[^]";
    return (literal ?? token).replace(/[\\^$.|+*?()[\]{}]/, "\\$&");
  });
  return new RegExp(`^${source}$`).test(text);
}

function toList<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
