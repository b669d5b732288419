/* On a phone the sheet lies over the page and stays open, where it was scrolled to, while filters are
   chosen one after another; on wide screens its groups stand unfolded beside the list. */
const wide = matchMedia("(min-width: 760px)");

function unfold(sheet) {
  for (const group of sheet.querySelectorAll("details.facet")) group.open = true;
  if (!CSS.supports("selector(::details-content)")) sheet.open = true;
  sheet.dataset.unfolded = "";
}

/* What lies under the sheet is out of reach for keyboard and screen reader. */
function cover(sheet) {
  for (let inside = sheet; inside !== document.body; inside = inside.parentElement) {
    for (const beside of inside.parentElement.children) {
      if (beside !== inside && beside.tagName !== "SCRIPT") beside.inert = sheet.open;
    }
  }
}

export function start(sheet) {
  if (wide.matches) return unfold(sheet);
  const key = `filters:${location.pathname}`;
  const body = sheet.querySelector(".filter-sheet__body");
  const shut = () => {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  };
  sheet.addEventListener("toggle", () => {
    cover(sheet);
    if (sheet.open) sessionStorage.setItem(key, body.scrollTop);
    else sessionStorage.removeItem(key);
  });
  if (sessionStorage.getItem(key) !== null && sheet.querySelector("[aria-current]")) {
    const place = Number(sessionStorage.getItem(key));
    sheet.open = true;
    body.scrollTop = place;
  }
  body.addEventListener("click", (event) => {
    if (event.target.closest(".facet__option")) sessionStorage.setItem(key, body.scrollTop);
  });
  sheet.querySelector("[data-filter-sheet-done]")?.addEventListener("click", (event) => {
    event.preventDefault();
    shut();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet.open) shut();
  });
  wide.addEventListener("change", () => location.reload(), { once: true });
}
