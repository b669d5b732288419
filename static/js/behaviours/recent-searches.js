/* What this browser searched for last: kept here alone, and sent nowhere. */
const PLACE = "recent-searches";
const MOST = 5;

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST) : [];
  } catch {
    return []; /* storage is switched off, or holds something else */
  }
}

export function remember(text) {
  const words = text.trim().replace(/\s+/g, " ").slice(0, 80);
  if (!words) return;
  const others = recall().filter((one) => one.toLowerCase() !== words.toLowerCase());
  try {
    localStorage.setItem(PLACE, JSON.stringify([words, ...others].slice(0, MOST)));
  } catch {
    /* full or switched off */
  }
}

export function forget() {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    /* switched off: there is nothing */
  }
}

/* They as a group of options, made of a template's group and option; nothing where there are none. */
export function recentOptions({ content }) {
  const [group, option] = content.cloneNode(true).children;
  group.append(...recall().map((text) => {
    const one = option.cloneNode(true);
    one.href = `/cari?q=${encodeURIComponent(text)}`;
    one.lastElementChild.textContent = text;
    return one;
  }));
  return group.querySelector("[href]") ? [group] : [];
}
