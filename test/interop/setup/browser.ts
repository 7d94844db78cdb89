import { getuid } from "node:process";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { isInstalled } from "../../support/is-installed.ts";

const program = ["chromium", "chromium-browser", "google-chrome"].find(isInstalled);

/** Whether there is a browser. In CI there must be one. */
export const hasBrowser = program !== undefined || process.env["CI"] !== undefined;

/** A page of a real browser, and what went wrong on it. */
export interface Window {
  readonly page: Page;
  /** Errors of scripts, refusals of the content security policy, and dialogs that a key or a value has opened. */
  readonly complaints: readonly string[];
}

/** Opens a window, and closes it behind `use`. Names that are no name of this machine may be mapped to it. */
export async function inBrowser(
  options: BrowserContextOptions & { readonly mapped?: string },
  use: (window: Window) => Promise<void>,
): Promise<void> {
  const { mapped, ...settings } = options;
  const browser = await chromium.launch({
    executablePath: `/usr/bin/${program ?? "chromium"}`,
    args: [
      // Root, as in a container, cannot have one.
      ...(getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(mapped === undefined ? [] : [`--host-resolver-rules=MAP ${mapped} 127.0.0.1`]),
    ],
  });
  try {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...settings });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico"))
        complaints.push(message.text());
    });
    page.on("dialog", (dialog) => {
      complaints.push(`A dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await use({ page, complaints });
  } finally {
    await browser.close();
  }
}
