/* Keys of one letter for officers who want them: never while something is typed, never with Ctrl or
   Alt, and off with a switch that this browser remembers (WCAG 2.1.4). `?` lists them. */
const OFF = "shortcuts-off";
const keys = new Map();
// How long a second key may be waited for.
const PATIENCE = 1500;
let first = "";
let asked = 0;

/* Have a key, or two one after the other ("g i"), do something. */
export function on(pressed, act) {
  keys.set(pressed, act);
}

const remembered = () => {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
};

function typing(event) {
  const into = event.target;
  return into.isContentEditable || into.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

export function start(part) {
  const dialog = part.querySelector("dialog");
  const button = part.querySelector("[data-shortcuts-open]");
  const use = part.querySelector("[data-shortcuts-on]");
  let off = remembered();
  button.hidden = false;
  use.checked = !off;
  const open = () => dialog.open || dialog.showModal();
  button.addEventListener("click", open);
  use.addEventListener("change", () => {
    off = !use.checked;
    try {
      localStorage.setItem(OFF, off ? "1" : "0");
    } catch {
      /* storage is switched off: it holds for this page */
    }
  });
  on("?", open);
  on("/", () => {
    const box = document.querySelector("main input[type=search]");
    if (box) box.focus();
    else location.assign(part.dataset.search);
  });
  for (const link of document.querySelectorAll("[data-key]")) on(`g ${link.dataset.key}`, () => link.click());

  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (typing(event) || dialog.open) return;
    const began = event.timeStamp - asked < PATIENCE ? first : "";
    [first, asked] = event.key === "g" && !began ? ["g ", event.timeStamp] : ["", 0];
    const act = keys.get(began + event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
