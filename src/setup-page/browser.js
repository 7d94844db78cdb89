// What htmx does not do: copying, and saying that nobody answers any more.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button === null) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = "Copied";
  document.getElementById("said").textContent = "Copied to the clipboard.";
});

for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    document.getElementById("away").hidden = false;
  });
}

// After a save, what came of it is read next, also by a keyboard.
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target.id === "saved") detail.target.scrollIntoView({ block: "nearest" });
});
