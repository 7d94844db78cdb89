import { TapError } from "../../errors.ts";
import { readText } from "../../read-file.ts";

/** A file of certificates, and who names it: a variable, or a profile. */
export interface CaBundle {
  readonly path: string;
  readonly namedBy: string;
}

/** The authorities of the whole web take a quarter of a MiB. */
const maxBytes = 16 * 1024 * 1024;

/** The PEM texts of a bundle. Throws TapError of kind "usage" for a file that cannot be read or holds none. */
export async function readAuthorities({ path, namedBy }: CaBundle): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readText(path, maxBytes);
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
    const size = `it is larger than ${maxBytes / 2 ** 20} MiB`;
    const why = { ENOENT: "there is no such file", EFBIG: size }[code] ?? `it cannot be read (${code})`;
    throw new TapError("usage", `${namedBy} names "${path}", but ${why}; name a file of certificates in PEM form`);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (certificates !== null) return certificates;
  throw new TapError("usage", `${namedBy} names "${path}", which holds no certificate in PEM form`);
}
