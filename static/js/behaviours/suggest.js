/* Suggestions under the search box, a combobox over /cari/saran: arrows move, Enter follows, Escape closes. */
const version = new URL(import.meta.url).search;
const [{ suggested }, { remember, forget, recentOptions }] =
  await Promise.all(["suggested", "recent-searches"].map((name) => import(`./${name}.js${version}`)));
const WAIT = 120;

export function start(form) {
  const [input, panel, list, said, forgetting, template] =
    [".search-box__input", ".suggest", "[role=listbox]", "[role=status]", ".suggest__forget", "template"].map((css) => form.querySelector(css));
  const options = () => [...list.querySelectorAll("[role=option]")];
  let [at, asking, waiting] = [-1, null, 0];

  function show(open) {
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) return stop(), mark(-1);
    /* what a phone's keyboard leaves free */
    const room = (visualViewport?.height ?? innerHeight) - panel.getBoundingClientRect().top;
    panel.style.setProperty("--room", `${Math.max(room - 8, 160)}px`);
  }

  const stop = () => (clearTimeout(waiting), asking?.abort());

  function mark(index) {
    at = index;
    options().forEach((one, i) => one.setAttribute("aria-selected", String(i === index)));
    const one = options()[index];
    if (!one) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", one.id);
    one.scrollIntoView({ block: "nearest" });
  }

  async function look() {
    stop();
    const { signal } = (asking = new AbortController());
    const words = input.value.trimStart().replace(/\s+/g, " ").slice(0, 80).toLowerCase();
    const found = await suggested(words, signal);
    if (signal.aborted || document.activeElement !== input) return; /* an old answer, or she is elsewhere */
    const own = words ? [] : recentOptions(template);
    list.replaceChildren(...own, ...found.children);
    options().forEach((one, i) => (one.id = `${list.id}-${i}`));
    mark(-1);
    forgetting.hidden = !own.length;
    said.textContent = found.dataset.said ?? "";
    show(options().length > 0);
  }

  function press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = options().length - 1;
    const to = { ArrowDown: at === last ? -1 : at + 1, ArrowUp: at < 0 ? last : at - 1 };
    if (at >= 0) Object.assign(to, { Home: 0, End: last });
    if (panel.hidden) return event.key in to && look();
    if (event.key in to) mark(to[event.key]);
    else if (event.key === "Enter" && at >= 0) options()[at].click();
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
  }

  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  input.addEventListener("input", () => (stop(), (waiting = setTimeout(look, WAIT))));
  input.addEventListener("keydown", press);
  const begin = () => input.value || !panel.hidden || look();
  input.addEventListener("focus", begin);
  input.addEventListener("pointerdown", () => document.activeElement !== input || begin());
  list.addEventListener("mousedown", (event) => event.preventDefault()); /* the keyboard stays */
  list.addEventListener("click", (event) => {
    const words = event.target.closest("[href*='?q=']");
    if (words) remember(new URL(words.href).searchParams.get("q"));
  });
  forgetting.addEventListener("click", () => (forget(), input.focus(), look()));
  form.addEventListener("submit", () => (stop(), remember(input.value)));
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || show(false));
  addEventListener("pointerdown", ({ target }) => form.contains(target) || show(false));
  addEventListener("pagehide", () => show(false));
}
