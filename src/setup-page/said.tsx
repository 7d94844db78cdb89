/** What a screen reader is to say now. */
export function Said({ text }: { readonly text: string }) {
  return (
    <p id="said" class="hidden" role="status" hx-swap-oob="true">
      {text}
    </p>
  );
}
