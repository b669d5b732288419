/* Kabupaten/kota → kecamatan → desa without leaving the page; the search by name is place-search.js. */
const { startSearch } = await import(`./place-search.js${new URL(import.meta.url).search}`);

async function placesUnder(code) {
  if (!code) return [];
  const answer = await fetch(`/daerah/pilih.json?induk=${encodeURIComponent(code)}`);
  return answer.ok ? answer.json() : [];
}

function fill(select, places) {
  const first = select.options[0]?.value === "" ? select.options[0] : new Option("…", "");
  select.replaceChildren(first, ...places.map(({ code, name }) => new Option(name, code)));
  select.value = "";
}

export function start(root) {
  const [regency, district, village] = root.querySelectorAll(".place-picker__selects select");
  for (const step of root.querySelectorAll("[data-place-step]")) step.remove();
  root.dataset.ready = "";

  regency.addEventListener("change", async () => {
    const code = regency.value;
    fill(district, []);
    fill(village, []);
    const places = await placesUnder(code);
    if (regency.value === code) fill(district, places);
  });

  district.addEventListener("change", async () => {
    const code = district.value;
    fill(village, []);
    const places = await placesUnder(code);
    if (district.value === code) fill(village, places);
  });

  if (regency.value && district.options.length < 2) regency.dispatchEvent(new Event("change"));

  /* Codes hold their parents: 36.01.13.2001 lies in 36.01.13, in 36.01. */
  async function choose(code) {
    const [regencyCode, districtCode] = [code.slice(0, 5), code.slice(0, 8)];
    regency.value = regencyCode;
    const [districts, villages] = await Promise.all([placesUnder(regencyCode), placesUnder(districtCode)]);
    fill(district, districts);
    district.value = districtCode;
    fill(village, villages);
    village.value = code;
    village.dispatchEvent(new Event("input", { bubbles: true }));
  }

  startSearch(root.querySelector("[data-place-search]"), choose);
}
