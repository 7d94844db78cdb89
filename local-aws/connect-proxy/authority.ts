import { createPublicKey, generateKeyPairSync } from "node:crypto";
import forge from "node-forge";

/** A certificate authority that lives as long as a test. */
export interface Authority {
  /** Its own certificate, PEM: what `AWS_CA_BUNDLE` may name. */
  readonly certificate: string;
  /** A server's certificate for these DNS names, and its key. */
  issue(names: readonly string[], validity?: Validity): { readonly cert: string; readonly key: string };
}

/** Days from today. */
interface Validity {
  readonly from: number;
  readonly to: number;
}

const day = 24 * 60 * 60 * 1000;

/** Makes an authority with one key for itself and for all that it issues: it is there to be believed, or not, by tests. */
export function makeAuthority(): Authority {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const signer = forge.pki.privateKeyFromPem(key);
  const publicKey = forge.pki.publicKeyFromPem(
    createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
  );
  const name = [{ name: "commonName", value: "A test's authority" }];
  let serial = 1;
  const certificate = (subject: typeof name, extensions: object[], { from, to }: Validity): string => {
    const made = forge.pki.createCertificate();
    made.publicKey = publicKey;
    made.serialNumber = `0${(serial += 1)}`;
    made.validity.notBefore = new Date(Date.now() + from * day);
    made.validity.notAfter = new Date(Date.now() + to * day);
    made.setSubject(subject);
    made.setIssuer(name);
    made.setExtensions(extensions);
    made.sign(signer, forge.md.sha256.create());
    return forge.pki.certificateToPem(made);
  };
  return {
    certificate: certificate(
      name,
      [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, critical: true },
      ],
      { from: -1, to: 1 },
    ),
    issue: (names, validity = { from: -1, to: 1 }) => ({
      key,
      cert: certificate(
        [{ name: "commonName", value: names[0] ?? "" }],
        [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }],
        validity,
      ),
    }),
  };
}
