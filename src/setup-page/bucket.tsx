import type { BucketView } from "../setup/view.ts";
import { Field } from "./field.tsx";

/** Which bucket, and as whom. */
export function Bucket({ view, below }: { readonly view: BucketView; readonly below: string }) {
  const [name, ...others] = view.fields;
  return (
    <section class="card" aria-labelledby="bucket-title">
      <h2 id="bucket-title">
        <span class="step">1</span> Bucket
      </h2>
      <form hx-post="bucket" hx-disabled-elt="find button">
        <div class="fields">
          {name === undefined ? null : <Field field={name} scope="bucket" isFocused={name.value === ""} />}
          <div class="field">
            <label for="look-below">Look only below</label>
            <input
              id="look-below"
              class="code"
              name="look_below"
              value={below}
              placeholder="the whole bucket"
              autocomplete="off"
              spellcheck={false}
            />
          </div>
        </div>
        <details>
          <summary>Region, store, credentials</summary>
          <div class="fields">
            {others.map((field) => (
              <Field field={field} scope="bucket" isHintShown />
            ))}
          </div>
          <p class="hint">
            Keys are not asked for here. They come from the environment, a profile, a role or the machine, as every tool
            of AWS finds them; those that the file has stay in it.
          </p>
        </details>
        <button type="submit">List the bucket</button>
      </form>
      <BucketStatus view={view} />
    </section>
  );
}

/** Who reads it, or why nobody can. */
export function BucketStatus({ view }: { readonly view: BucketView }) {
  return (
    <div id="bucket-status" hx-swap-oob="true">
      {view.problems.map((problem) => (
        <p class="finding problem">
          <strong>Problem</strong> <span>{problem}</span>
        </p>
      ))}
      {view.lines.map((line) => (
        <p class="hint">{line}</p>
      ))}
    </div>
  );
}
