import type { FieldView } from "../setup/view.ts";
import { Field } from "./field.tsx";

/** From when on files are read. */
export function StartDate({ field }: { readonly field: FieldView }) {
  return (
    <section class="card" aria-labelledby="start-title">
      <h2 id="start-title">
        <span class="step">3</span> History
      </h2>
      <form hx-post="start-date" hx-trigger="change, submit">
        <div class="fields">
          <Field field={field} scope="top" isHintShown />
        </div>
      </form>
      <StartDateProblem field={field} />
    </section>
  );
}

/** What is wrong with it. */
export function StartDateProblem({ field }: { readonly field: FieldView }) {
  return (
    <div id="start-problem" hx-swap-oob="true">
      {field.problem === null ? null : (
        <p class="finding problem">
          <strong>Problem</strong> <span>{field.problem}</span>
        </p>
      )}
    </div>
  );
}
