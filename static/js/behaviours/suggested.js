/* Answers of /cari/saran as elements; the last ones are kept for half a minute. */
const FRESH = 30_000;
const answers = new Map();

async function answer(words, signal) {
  if (!answers.has(words)) {
    const response = await fetch(`/cari/saran?q=${encodeURIComponent(words)}`, { signal });
    if (!response.ok) return "";
    answers.set(words, await response.text());
    setTimeout(() => answers.delete(words), FRESH);
  }
  return answers.get(words);
}

export async function suggested(words, signal) {
  const html = await answer(words, signal).catch(() => ""); /* aborted, or no connection */
  /* A parsed document runs nothing; what people wrote in it was escaped where it was made. */
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return body.firstElementChild ?? body;
}
