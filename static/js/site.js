/* Loads a behaviour's module only where a page asks for it: data-behaviour="copy autosubmit". */
const version = new URL(import.meta.url).search;
const wanted = new Map();

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(/\s+/)) {
    if (!/^[a-z-]+$/.test(name)) continue;
    wanted.set(name, [...(wanted.get(name) ?? []), element]);
  }
}

/* A form that was sent on the page before may have left its draft behind. */
try {
  if (sessionStorage.getItem("sent-draft")) wanted.set("sent-drafts", [document]);
} catch {
  /* storage is switched off: there are no drafts */
}

for (const [name, elements] of wanted) {
  import(`./behaviours/${name}.js${version}`)
    .then(({ start }) => elements.forEach(start))
    .catch((reason) => console.warn(`behaviour ${name} did not start`, reason));
}

/* A page for when there is no connection: fetched after everything that this page needs. */
if ("serviceWorker" in navigator && isSecureContext) {
  const install = () => navigator.serviceWorker.register("/luring.js", { scope: "/" }).catch(() => {});
  if (document.readyState === "complete") install();
  else addEventListener("load", install, { once: true });
}
