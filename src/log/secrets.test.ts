import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Secrets } from "./secrets.ts";

const secret = 'wJalr/XUt+n"FE\\MI';

function keeping(...values: readonly string[]): Secrets {
  const secrets = new Secrets();
  secrets.add(...values);
  return secrets;
}

describe("A secret is replaced", () => {
  test.each([
    ["as it is", secret],
    ["in a URL", encodeURIComponent(secret)],
    ["in JSON", JSON.stringify({ why: secret })],
    ["in JSON within JSON", JSON.stringify({ msg: JSON.stringify({ why: secret }) })],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64url", Buffer.from(secret).toString("base64url")],
    ["as the password of a user", Buffer.from(`user:${secret}`).toString("base64")],
    ["as the password of any other user", Buffer.from(`bob:${secret}`).toString("base64")],
  ])("%s", (_, text) => {
    const clean = keeping(secret).redact(text);
    expect(clean).toContain("[redacted]");
    expect(Buffer.from(clean, "base64").toString()).not.toContain("XUt");
    expect(clean).not.toContain("XUt");
  });

  test("with the one that begins as it does", () => {
    expect(keeping("token-1", "token-12345").redact("token-12345")).toBe("[redacted]");
  });

  test("when it is the password of a proxy", () => {
    const secrets = keeping("http://joe:p%40ss-word@proxy:3128");
    for (const text of ["p%40ss-word", "p@ss-word", Buffer.from("joe:p@ss-word").toString("base64")]) {
      expect(secrets.redact(`the proxy got ${text}`)).toMatch(/^the proxy got \S*\[redacted\]/);
    }
    expect(secrets.redact("http://proxy:3128 refuses")).toBe("http://proxy:3128 refuses");
  });

  test("whatever its characters are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 6 }), fc.string(), fc.string(), (value, before, after) => {
        const secrets = keeping(value);
        const line = JSON.stringify({ msg: `${before}${value}${after}` });
        expect(secrets.redact(line)).toContain("[redacted]");
      }),
    );
  });
});

describe("A value that nobody told of is replaced behind the name", () => {
  const hex = "ab12".repeat(16);
  test.each([
    [`x-amz-security-token: ${hex}`, "x-amz-security-token: [redacted]"],
    [`{"x-amz-security-token":"${hex}"}`, '{"x-amz-security-token":"[redacted]"}'],
    [`{\\"x-amz-security-token\\":\\"${hex}\\"}`, '{\\"x-amz-security-token\\":\\"[redacted]\\"}'],
    [`?X-Amz-Security-Token=${hex}&x=1`, "?X-Amz-Security-Token=[redacted]&x=1"],
    [`?X-Amz-Signature=${hex}`, "?X-Amz-Signature=[redacted]"],
    [
      `authorization: AWS4-HMAC-SHA256 Credential=AKIA/2/s3, SignedHeaders=host, Signature=${hex} end`,
      "authorization: [redacted] end",
    ],
    ["Proxy-Authorization: Basic dTpw", "Proxy-Authorization: [redacted]"],
    ["Authorization: Bearer abc.def.ghi,", "Authorization: [redacted],"],
    [`Signature=${hex}`, "Signature=[redacted]"],
    [
      `x-amz-server-side-encryption-customer-key: ${"a".repeat(43)}=`,
      "x-amz-server-side-encryption-customer-key: [redacted]",
    ],
    [`<SessionToken>${hex}</SessionToken>`, "<SessionToken>[redacted]</SessionToken>"],
    [`"SecretAccessKey": "${hex}"`, '"SecretAccessKey": "[redacted]"'],
    [`aws_session_token=${hex}`, "aws_session_token=[redacted]"],
  ])("%s", (text, clean) => {
    expect(new Secrets().redact(text)).toBe(clean);
  });

  test.each([
    '{"mismatches":{"signature":12,"authorization":5}}',
    'check aws_secret_access_key; the column "signature" is new',
    "x-amz-server-side-encryption-customer-key-md5: is missing",
    "authorization: denied",
  ])("but not where it is an ordinary word: %s", (text) => {
    expect(new Secrets().redact(text)).toBe(text);
  });
});
