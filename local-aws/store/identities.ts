import { randomBytes } from "node:crypto";
import type { PolicyDocument } from "./policy.ts";

/** Somebody with permanent keys. */
export interface User {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Without one, everything is allowed. */
  readonly policy?: PolicyDocument;
}

/** A role that STS hands out credentials for. */
export interface AssumableRole {
  readonly arn: string;
  /** Who may assume it; without one, everybody who can sign. */
  readonly trust?: PolicyDocument;
  /** What its sessions may do; without one, everything. */
  readonly policy?: PolicyDocument;
  /** The tokens of web identities that it trusts. */
  readonly webTokens?: readonly string[];
  /** How long a session really lasts; what the client asked for when absent. */
  readonly sessionSeconds?: number;
  /** How long STS says it lasts, where that is to differ. */
  readonly reportedSeconds?: number;
}

/** Temporary credentials that STS has handed out. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly arn: string;
  readonly role: AssumableRole;
  expiresAt: number;
}

/** Who makes a request. */
export type Caller =
  | { readonly kind: "anonymous" }
  | {
      readonly kind: "known";
      readonly arn: string;
      /** What trust policies name it by: of a session, its role. */
      readonly principal: string;
      readonly policy: PolicyDocument | undefined;
    };

/** The account of all users, roles and buckets that name no other. */
export const ACCOUNT = "123456789012";

/** The key pair of the store when no users are given. */
export const DEFAULT_USER: User = {
  name: "tap",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

/** Users, roles and the sessions that came of them. */
export class Identities {
  readonly #users = new Map<string, User>();
  readonly #roles = new Map<string, AssumableRole>();
  readonly #sessions = new Map<string, Session>();

  constructor(users: readonly User[], roles: readonly AssumableRole[]) {
    for (const user of users) this.putUser(user);
    for (const role of roles) this.putRole(role);
  }

  /** Adds a user, or replaces the one with the same access key. */
  putUser(user: User): void {
    this.#users.set(user.accessKeyId, user);
  }

  /** Takes a user's keys away. */
  removeUser(accessKeyId: string): void {
    this.#users.delete(accessKeyId);
  }

  /** Adds a role, or replaces the one with the same ARN. */
  putRole(role: AssumableRole): void {
    this.#roles.set(role.arn, role);
  }

  user(accessKeyId: string): User | undefined {
    return this.#users.get(accessKeyId);
  }

  role(arn: string): AssumableRole | undefined {
    return this.#roles.get(arn);
  }

  session(sessionToken: string): Session | undefined {
    return this.#sessions.get(sessionToken);
  }

  /** New temporary credentials. */
  startSession(arn: string, role: AssumableRole, expiresAt: number): Session {
    const session = {
      accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(48).toString("base64"),
      arn,
      role,
      expiresAt,
    };
    this.#sessions.set(session.sessionToken, session);
    return session;
  }

  /** Ends every session: their next request gets ExpiredToken. */
  expireSessions(): void {
    for (const session of this.#sessions.values()) session.expiresAt = 0;
  }
}

/** The ARN of a user of the store. */
export function userArn(user: User): string {
  return `arn:aws:iam::${ACCOUNT}:user/${user.name}`;
}
