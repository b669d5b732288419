/* Stays open while filters are chosen one after another on a phone; opens by itself on wide screens
   whose browser cannot show a folded <details>. */
export function start(sheet) {
  const wide = matchMedia("(min-width: 760px)");
  const key = `filters:${location.pathname}`;
  if (wide.matches) {
    if (!CSS.supports("selector(::details-content)")) sheet.open = true;
    return;
  }
  const chosen = sheet.querySelector("[aria-current]");
  if (chosen && sessionStorage.getItem(key)) sheet.open = true;
  sheet.addEventListener("toggle", () => {
    if (sheet.open) sessionStorage.setItem(key, "1");
    else sessionStorage.removeItem(key);
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    sheet.open = false;
    sheet.querySelector("summary").focus();
  });
}
