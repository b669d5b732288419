/* Tells once for each list of results which rank was opened, so that officers see searches that
   lead nowhere: the words and the rank, nothing of who. The form holds where to and the words. */
export function start(form) {
  const first = Number(form.dataset.first);
  const links = [...document.querySelectorAll(".results__list .listing-card__link")];
  let told = false;

  function tell(event) {
    const rank = links.indexOf(event.target.closest?.(".listing-card__link"));
    if (told || rank < 0 || event.button > 1) return;
    told = true;
    form.elements.rank.value = first ? first + rank : "";
    navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
  }
  document.addEventListener("click", tell);
  document.addEventListener("auxclick", tell);
}
