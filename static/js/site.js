/* Loads a behaviour's module only where a page asks for it: data-behaviour="copy autosubmit". */
const wanted = new Map();

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(/\s+/)) {
    if (!/^[a-z-]+$/.test(name)) continue;
    wanted.set(name, [...(wanted.get(name) ?? []), element]);
  }
}

document.documentElement.dataset.script = "on";

for (const [name, elements] of wanted) {
  import(`./behaviours/${name}.js`)
    .then(({ start }) => elements.forEach(start))
    .catch((reason) => console.warn(`behaviour ${name} did not start`, reason));
}
