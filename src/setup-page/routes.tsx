import type { Context, Hono } from "hono";
import { text as htmx } from "htmx.org/dist/htmx.min.js";
import { columnUses, type FormValues, type Setup, type TableView } from "../setup/view.ts";
import { BucketStatus } from "./bucket.tsx";
import { Keys } from "./keys.tsx";
import { Page } from "./page.tsx";
import { text as style } from "./page.css";
import { text as script } from "./browser.js";
import { Policies } from "./policies.tsx";
import { Proposed, tellAdded } from "./proposed.tsx";
import { Said } from "./said.tsx";
import { Saved } from "./saved.tsx";
import { StartDateProblem } from "./start-date.tsx";
import { TableCard } from "./table-card.tsx";
import { TableCards } from "./table-cards.tsx";
import { TableState } from "./table-state.tsx";

/**
 * Every answer to a change is a list of parts of the page, each of which takes the place of the one with its id:
 * https://htmx.org/attributes/hx-swap-oob/
 */
export function addRoutes(app: Hono, setup: Setup): void {
  app.get("/", (context) => context.html(<Page setup={setup} />));
  app.get("/page.css", (context) => asset(context, style, "text/css"));
  app.get("/browser.js", (context) => asset(context, script, "text/javascript"));
  app.get("/htmx.js", (context) => asset(context, htmx, "text/javascript"));
  addBucketRoutes(app, setup);
  addTableRoutes(app, setup);
  app.post("/save", async (context) => {
    const form = await formOf(context);
    const result = await setup.save({ withCatalog: form["catalog"] === "on", anyway: form["anyway"] === "on" });
    return context.html(
      <>
        <Saved result={result} />
        {setup.tables().map((table) => (
          <TableState table={table} />
        ))}
        <Said text={result.messages.join(" ")} />
      </>,
    );
  });
}

function addBucketRoutes(app: Hono, setup: Setup): void {
  const keys = (context: Context): Response | Promise<Response> => context.html(<Keys view={setup.keys()} />);
  app.get("/keys", (context) => {
    const view = setup.keys();
    if (view.state === "listing") return keys(context);
    return context.html(
      <>
        <Keys view={view} />
        <BucketStatus view={setup.bucket()} />
        {setup.tables().map((table) => (
          <TableState table={table} />
        ))}
        <Policies view={setup.policies()} />
        <Said text={view.state === "listed" ? `${view.objects} objects are listed.` : (view.problem ?? "")} />
      </>,
    );
  });
  app.post("/bucket", async (context) => {
    await setup.connect(await formOf(context));
    return context.html(
      <>
        <BucketStatus view={setup.bucket()} />
        <Keys view={setup.keys()} />
        {setup.tables().map((table) => (
          <TableState table={table} />
        ))}
        <Policies view={setup.policies()} />
      </>,
    );
  });
  app.post("/folders/:first/:depth", async (context) => {
    const { open } = await formOf(context);
    setup.openFolder(folderOf(context), open === "true");
    return keys(context);
  });
  app.post("/folders/:first/:depth/more", (context) => {
    setup.showMore(folderOf(context));
    return keys(context);
  });
  app.post("/start-date", async (context) => {
    await setup.changeStartDate((await formOf(context))["start_date"] ?? "");
    return context.html(
      <>
        <StartDateProblem field={setup.startDate()} />
        {setup.tables().map((table) => (
          <TableState table={table} />
        ))}
      </>,
    );
  });
}

function addTableRoutes(app: Hono, setup: Setup): void {
  app.post("/tables", async (context) => {
    const { key } = await formOf(context);
    const added = await setup.addTable(key === undefined ? null : Number(key));
    return context.html(
      <>
        <TableCards tables={setup.tables()} focused={added.id} />
        <Keys view={setup.keys()} />
        <Policies view={setup.policies()} />
        <Said text={`Added the table ${added.name}.`} />
      </>,
    );
  });
  app.post("/propose", async (context) => {
    const proposal = await setup.propose();
    return context.html(
      <>
        <Proposed proposal={proposal} />
        <TableCards tables={setup.tables()} />
        <Keys view={setup.keys()} />
        <Policies view={setup.policies()} />
        <Said text={`${tellAdded(proposal)}.`} />
      </>,
    );
  });
  app.post("/tables/:id/remove", (context) => {
    setup.removeTable(context.req.param("id"));
    return context.html(
      <>
        <TableCards tables={setup.tables()} />
        <Keys view={setup.keys()} />
        <Policies view={setup.policies()} />
        <Said text="The table is removed." />
      </>,
    );
  });
  app.post("/tables/:id", async (context) => {
    await setup.changeTable(context.req.param("id"), await formOf(context));
    return changedTable(context, setup);
  });
  app.post("/tables/:id/columns", async (context) => {
    const { column = "", use, on } = await formOf(context);
    const known = columnUses.find((each) => each === use);
    if (known !== undefined) {
      await setup.changeColumn(context.req.param("id"), { name: column, use: known, isOn: on === "on" });
    }
    return changedTable(context, setup);
  });
  app.post("/tables/:id/findings/:index", async (context) => {
    const id = context.req.param("id");
    await setup.applyFinding(id, Number(context.req.param("index")));
    const table = setup.table(id);
    return context.html(
      <>
        {table === null ? null : <TableCard table={table} />}
        <Keys view={setup.keys()} />
        <Policies view={setup.policies()} />
        <Said text="Applied." />
      </>,
    );
  });
  app.get("/tables/:id/look", async (context) => {
    const id = context.req.param("id");
    await setup.look(id);
    const table = setup.table(id);
    return context.html(<>{table === null ? null : <TableState table={table} />}</>);
  });
}

function changedTable(context: Context, setup: Setup): Response | Promise<Response> {
  const table = setup.table(context.req.param("id") ?? "");
  return context.html(
    <>
      {table === null ? null : <TableState table={table} />}
      <Keys view={setup.keys()} />
      <Policies view={setup.policies()} />
      <Said text={table === null ? "" : tellMatches(table)} />
    </>,
  );
}

function tellMatches({ name, matches, problems }: TableView): string {
  return matches === null ? problems.join(" ") : `${matches.objects} objects match ${name}.`;
}

function asset(context: Context, text: string, type: string): Response {
  return context.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
}

/** The fields of a form. None of ours is a file. */
async function formOf(context: Context): Promise<FormValues> {
  const body = await context.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

function folderOf(context: Context): { readonly first: number; readonly depth: number } {
  return { first: Number(context.req.param("first")), depth: Number(context.req.param("depth")) };
}
