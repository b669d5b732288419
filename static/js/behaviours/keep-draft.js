/* Keeps what is typed in a form in this browser until the form is sent; never passwords, codes or files. */
const SECRET = /password|one-time-code|off/;
const A_WEEK = 7 * 24 * 3600 * 1000;

export const draftKey = () => `draft:${location.pathname}`;

function fields(form) {
  return [...form.elements].filter(
    (f) => f.name && !["hidden", "password", "file", "submit", "button"].includes(f.type) && !SECRET.test(f.autocomplete),
  );
}

function save(form) {
  const values = fields(form).map((f) => [f.name, ["checkbox", "radio"].includes(f.type) ? [f.value, f.checked] : f.value]);
  localStorage.setItem(draftKey(), JSON.stringify({ at: Date.now(), values }));
}

function restore(form) {
  const { at, values } = JSON.parse(localStorage.getItem(draftKey()) ?? "{}");
  if (!at || Date.now() - at > A_WEEK) return false;
  let changed = false;
  for (const [name, kept] of values) {
    for (const field of fields(form).filter((f) => f.name === name)) {
      if (Array.isArray(kept)) {
        if (field.value !== kept[0] || field.checked === kept[1]) continue;
        field.checked = kept[1];
      } else {
        if (field.value !== "" || kept === "") continue;
        if (field.tagName === "SELECT" && ![...field.options].some((o) => o.value === kept)) continue;
        field.value = kept;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      changed = true;
    }
  }
  return changed;
}

export function start(form) {
  const answered = document.querySelector(".error-summary");
  if (!answered && restore(form)) {
    const said = document.createElement("p");
    said.className = "field__hint";
    said.setAttribute("role", "status");
    said.textContent = `${form.dataset.sayKept} `;
    const forget = document.createElement("button");
    forget.type = "button";
    forget.className = "button button--quiet button--small";
    forget.textContent = form.dataset.sayClear;
    forget.addEventListener("click", () => {
      localStorage.removeItem(draftKey());
      form.reset();
      said.remove();
    });
    said.append(forget);
    form.prepend(said);
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => save(form), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    save(form);
    sessionStorage.setItem("sent-draft", draftKey());
  });
}
