import type { PolicyView } from "../setup/view.ts";

/** The least permissions that the tables need. */
export function Policies({ view }: { readonly view: PolicyView }) {
  return (
    <div id="policies" hx-swap-oob="true">
      {view.policies.length === 0 ? <p class="hint">Name a bucket first.</p> : null}
      {view.policies.map(({ title, place, text }, index) => (
        <details open={index === 0}>
          <summary>{title}</summary>
          <p class="hint">{place}</p>
          <div class="paste">
            <pre id={`policy-${index}`} tabindex={0} aria-label={title}>
              {text}
            </pre>
            <button type="button" data-copy={`policy-${index}`} aria-label={`Copy the ${title}`}>
              Copy
            </button>
          </div>
        </details>
      ))}
      {view.notes.length === 0 ? null : (
        <details>
          <summary>What else to know</summary>
          {view.notes.map((note) => (
            <p class="hint">{note}</p>
          ))}
        </details>
      )}
    </div>
  );
}
