/* Drops the draft of a form that the server took: the next page is not that form with errors. */
export function start() {
  const key = sessionStorage.getItem("sent-draft");
  sessionStorage.removeItem("sent-draft");
  const sameForm = key === `draft:${location.pathname}` && document.querySelector('[data-behaviour~="keep-draft"]');
  if (!sameForm) localStorage.removeItem(key);
}
