/* Signing out on a shared phone leaves no drafts behind. */
export function start(form) {
  form.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  });
}
