/* Copies the text of [data-copy-source] and says so. */
export function start(root) {
  const button = root.querySelector("[data-copy-button]");
  const said = root.querySelector("[role=status]");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(root.querySelector("[data-copy-source]").textContent.trim());
    said.textContent = root.dataset.sayDone;
    setTimeout(() => (said.textContent = ""), 4000);
  });
}
