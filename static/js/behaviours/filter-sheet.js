/* On a phone the sheet lies over the page and stays open, where it was scrolled to, while filters are
   chosen one after another; on wide screens its groups stand unfolded beside the list. */
const wide = matchMedia("(min-width: 760px)");
const STAYS = "filters-stay-open";

function unfold(sheet) {
  for (const group of sheet.querySelectorAll("details.facet")) group.open = true;
  if (!CSS.supports("selector(::details-content)")) sheet.open = true;
  sheet.dataset.unfolded = "";
}

/* A phone that is turned, or a window that is drawn wider or narrower. */
function suit(sheet) {
  if (wide.matches) unfold(sheet);
  else {
    sheet.open = false;
    delete sheet.dataset.unfolded;
  }
  cover(sheet);
}

/* What lies under the sheet is out of reach for keyboard and screen reader. */
function cover(sheet) {
  for (let inside = sheet; inside !== document.body; inside = inside.parentElement) {
    for (const beside of inside.parentElement.children) {
      if (beside !== inside && beside.tagName !== "SCRIPT") beside.inert = sheet.open && !wide.matches;
    }
  }
}

export function start(sheet) {
  if (wide.matches) unfold(sheet);
  wide.addEventListener("change", () => suit(sheet));
  const body = sheet.querySelector(".filter-sheet__body");
  const shut = () => {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  };
  sheet.addEventListener("toggle", () => cover(sheet));
  const stayed = sessionStorage.getItem(STAYS);
  sessionStorage.removeItem(STAYS);
  if (stayed !== null && !wide.matches) {
    sheet.open = true;
    sheet.querySelector("summary").focus({ preventScroll: true });
    body.scrollTop = Number(stayed);
  }
  body.addEventListener("click", (event) => {
    if (event.target.closest(".facet__option")) sessionStorage.setItem(STAYS, body.scrollTop);
  });
  sheet.querySelector("[data-filter-sheet-done]")?.addEventListener("click", (event) => {
    event.preventDefault();
    shut();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet.open && !wide.matches) shut();
  });
}
