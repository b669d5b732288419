/* Says in our own words that there is no connection. It keeps that page and what it is drawn with,
   listed in KEPT by the server, and nothing else: no page of a person ever lies in this cache. */
const NAME = `luring-${VERSION}`;

async function keep() {
  const cache = await caches.open(NAME);
  const asked = KEPT.map((path) => new Request(path, { cache: "reload", credentials: "omit" }));
  await cache.addAll(asked);
  await self.skipWaiting();
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith("luring-") && name !== NAME);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function visit(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match("/luring")) ?? Response.error();
  }
}

async function fetchKept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const { origin, pathname, search } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(visit(event));
  else if (KEPT.includes(pathname + search)) event.respondWith(fetchKept(event.request));
});
