import { TapError } from "../../errors.ts";
import { readFile } from "../../read-file.ts";

/** A file of certificates, and who names it: a variable, or a profile. */
export interface CaBundle {
  readonly path: string;
  readonly namedBy: string;
}

/** The PEM texts of a bundle. Throws TapError of kind "usage" for a file that cannot be read or holds none. */
export async function readAuthorities({ path, namedBy }: CaBundle): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
    const why = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new TapError("usage", `${namedBy} names "${path}", but ${why}; name a file of certificates in PEM form`);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (certificates !== null) return certificates;
  throw new TapError("usage", `${namedBy} names "${path}", which holds no certificate in PEM form`);
}
