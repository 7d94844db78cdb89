import type { ProposalView } from "../setup/view.ts";

/** What came of "Propose tables". */
export function Proposed({ proposal }: { readonly proposal: ProposalView | null }) {
  return (
    <div id="proposed" hx-swap-oob="true">
      {proposal === null ? null : (
        <details>
          <summary>{tellAdded(proposal)}</summary>
          <pre class="report" tabindex={0} aria-label="What was found">
            {proposal.lines.join("\n")}
          </pre>
        </details>
      )}
    </div>
  );
}

/** How many tables came of it. */
export function tellAdded({ added }: ProposalView): string {
  return added === 0 ? "No new table was found" : `Added ${added} ${added === 1 ? "table" : "tables"}`;
}
