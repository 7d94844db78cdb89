import { raw } from "hono/html";
import type { Setup } from "../setup/view.ts";
import { Bucket } from "./bucket.tsx";
import { Keys } from "./keys.tsx";
import { Proposed } from "./proposed.tsx";
import { Policies } from "./policies.tsx";
import { Said } from "./said.tsx";
import { Saved } from "./saved.tsx";
import { StartDate } from "./start-date.tsx";
import { TableCards } from "./table-cards.tsx";

/** The whole page. Its parts are replaced one by one, by their ids. */
export function Page({ setup }: { readonly setup: Setup }) {
  return (
    <>
      {raw("<!doctype html>")}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="htmx-config" content={JSON.stringify(htmxConfig)} />
          <title>Set up {setup.file} · tap-s3-csv</title>
          <link rel="stylesheet" href="page.css" />
          <script src="htmx.js" defer />
          <script src="browser.js" defer />
        </head>
        <body hx-swap="none">
          <a class="skip" href="#right">
            Skip the keys
          </a>
          <header>
            <h1>tap-s3-csv</h1>
            <p>
              Set up <code>{setup.file}</code>
            </p>
          </header>
          <p id="away" class="finding problem" role="alert" hidden>
            The program has ended or does not answer: start it again in the terminal, and open the new address.
          </p>
          <main>
            <Left setup={setup} />
            <Right setup={setup} />
          </main>
          <Said text="" />
        </body>
      </html>
    </>
  );
}

/** Nothing that the content security policy would refuse. https://htmx.org/reference/#config */
const htmxConfig = {
  allowEval: false,
  allowNestedOobSwaps: false,
  allowScriptTags: false,
  historyEnabled: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
};

function Left({ setup }: { readonly setup: Setup }) {
  return (
    <div id="left">
      <Bucket view={setup.bucket()} below={setup.below} />
      <section class="card keys" aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <Keys view={setup.keys()} />
      </section>
    </div>
  );
}

function Right({ setup }: { readonly setup: Setup }) {
  return (
    <div id="right" tabindex={-1}>
      <section class="group" aria-labelledby="tables-title">
        <h2 id="tables-title">
          <span class="step">2</span> Tables
        </h2>
        <form class="actions" hx-post="propose" hx-disabled-elt="find button">
          <button type="submit">Propose tables</button>
          <span class="hint waiting">Looking at keys and files …</span>
        </form>
        <Proposed proposal={null} />
        <TableCards tables={setup.tables()} />
        <button type="button" hx-post="tables">
          Add a table
        </button>
      </section>
      <StartDate field={setup.startDate()} />
      <section class="card" aria-labelledby="policies-title">
        <h2 id="policies-title">
          <span class="step">4</span> Permissions
        </h2>
        <Policies view={setup.policies()} />
      </section>
      <section class="card" aria-labelledby="save-title">
        <h2 id="save-title">
          <span class="step">5</span> Check and save
        </h2>
        <form id="save" hx-post="save" hx-disabled-elt="find button">
          <label class="inline">
            <input type="checkbox" name="catalog" /> Also write <code>catalog.json</code>, with the columns that are
            tracked
          </label>
          <button type="submit" class="main">
            Check and save
          </button>
        </form>
        <Saved result={null} />
      </section>
    </div>
  );
}
