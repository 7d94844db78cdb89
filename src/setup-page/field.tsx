import type { FieldView } from "../setup/view.ts";

/** A setting with its label, its hint, and what is wrong with it. `scope` tells fields of the same setting apart. */
export function Field(props: {
  readonly field: FieldView;
  readonly scope: string;
  readonly isFocused?: boolean;
  readonly isHintShown?: boolean;
}) {
  const { field, scope, isFocused = false, isHintShown = false } = props;
  const id = `${scope}-${field.key}`;
  const hint =
    field.fixedBy === null ? field.hint : `Set by ${field.fixedBy} in the environment, and not written to the file.`;
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      <Control field={field} id={id} isFocused={isFocused} />
      <p id={`${id}-hint`} class={isHintShown || field.fixedBy !== null ? "hint" : "hint folded"}>
        {hint}
      </p>
    </div>
  );
}

function Control({
  field,
  id,
  isFocused,
}: {
  readonly field: FieldView;
  readonly id: string;
  readonly isFocused: boolean;
}) {
  const { key, value, choices, fallback, fixedBy, kind } = field;
  const common = { id, name: key, disabled: fixedBy !== null, autofocus: isFocused, "aria-describedby": `${id}-hint` };
  if (choices.length > 0) {
    return (
      <select {...common}>
        <option value="">{fallback === "" ? "not set" : `${fallback} (default)`}</option>
        {choices.map((choice) => (
          <option value={choice} selected={choice === value}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  const isCode = key === "search_pattern" || key === "exclude_pattern" || key === "search_prefix";
  return (
    <input
      {...common}
      type={kind}
      value={value}
      placeholder={fallback}
      class={isCode ? "code" : ""}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
    />
  );
}
