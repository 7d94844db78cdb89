import type { FindingView, LookView, MatchesView, TableView } from "../setup/view.ts";
import { Columns } from "./columns.tsx";

/** What a table comes to now. */
export function TableState({ table }: { readonly table: TableView }) {
  const { id, problems, warnings, matches, look, needsLook } = table;
  return (
    <div id={`state-${id}`} class="state" hx-swap-oob="true">
      {problems.map((message) => (
        <p class="finding problem">
          <strong>Problem</strong> <span>{message}</span>
        </p>
      ))}
      {warnings.map((message) => (
        <p class="finding">
          <strong>Warning</strong> <span>{message}</span>
        </p>
      ))}
      {matches === null ? null : <Matches matches={matches} />}
      {needsLook ? (
        <p class="hint busy" hx-get={`tables/${id}/look`} hx-trigger="load">
          Looking at a sample of the files …
        </p>
      ) : null}
      {look === null ? null : <Look id={id} look={look} />}
    </div>
  );
}

function Matches({ matches }: { readonly matches: MatchesView }) {
  const { objects, shared, isComplete, examples } = matches;
  return (
    <div class="matches">
      <p>
        <strong>
          {isComplete ? "" : "At least "}
          {objects.toLocaleString("en-US")} {objects === 1 ? "object matches" : "objects match"}
        </strong>
        {shared === 0 ? null : <span class="tag both">{shared.toLocaleString("en-US")} also of another table</span>}
      </p>
      {examples.length === 0 ? null : (
        <ul class="examples">
          {examples.map((key) => (
            <li>
              <bdi>{key}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Look({ id, look }: { readonly id: string; readonly look: LookView }) {
  const { facts, findings } = look;
  return (
    <>
      {facts.length === 0 ? null : (
        <ul class="facts">
          {facts.map((fact) => (
            <li>
              <bdi>{fact}</bdi>
            </li>
          ))}
        </ul>
      )}
      {findings.map((finding, index) => (
        <Finding id={id} finding={finding} index={index} />
      ))}
      <Columns id={id} look={look} />
    </>
  );
}

const classes = { problem: "finding problem", warning: "finding", note: "finding note" };
const titles = { problem: "Problem", warning: "Warning", note: "Note" };

function Finding({
  id,
  finding,
  index,
}: {
  readonly id: string;
  readonly finding: FindingView;
  readonly index: number;
}) {
  const { severity, message, settings } = finding;
  return (
    <div class={classes[severity]}>
      <p>
        <strong>{titles[severity]}</strong> <span>{message}</span>
      </p>
      {settings === null ? null : (
        <p class="remedy">
          <code>{settings}</code>
          <button
            type="button"
            id={`${id}-apply-${index}`}
            hx-post={`tables/${id}/findings/${index}`}
            aria-label={`Apply ${settings}`}
          >
            Apply
          </button>
        </p>
      )}
    </div>
  );
}
