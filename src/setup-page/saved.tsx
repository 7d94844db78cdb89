import type { SaveView } from "../setup/view.ts";

/** What came of "Check and save". */
export function Saved({ result }: { readonly result: SaveView | null }) {
  return (
    <div id="saved" tabindex={-1} hx-swap-oob="true">
      {result === null ? null : <Result result={result} />}
    </div>
  );
}

function Result({ result }: { readonly result: SaveView }) {
  const { state, messages, commands } = result;
  if (state === "saved") {
    return (
      <div class="done">
        {messages.map((message) => (
          <p>
            <strong>{message}</strong>
          </p>
        ))}
        <p>Next, in a terminal:</p>
        <div class="paste">
          <pre id="commands" tabindex={0} aria-label="Commands">
            {commands.join("\n")}
          </pre>
          <button type="button" data-copy="commands" aria-label="Copy the commands">
            Copy
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="finding problem">
      <p>
        <strong>{state === "refused" ? "Not saved" : "Not saved yet: a sync would fail"}</strong>
      </p>
      <ul>
        {messages.map((message) => (
          <li>{message}</li>
        ))}
      </ul>
      {state === "refused" ? null : (
        <button type="button" hx-post="save" hx-include="#save" hx-vals={JSON.stringify({ anyway: "on" })}>
          Save anyway
        </button>
      )}
    </div>
  );
}
