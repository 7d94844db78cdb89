import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";

/** Writes a file whole or not at all. One that is new can be read by its owner only: configs hold secrets. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (file) => file.mode & 0o777,
    () => 0o600,
  );
  const draft = `${target}.${process.pid}.new`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
