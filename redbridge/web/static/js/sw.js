// For when there is no connection: the notes that were opened last, and a page that says so. The network comes first.
// A note is kept as a stranger sees it, asked for without cookies. So nothing private is ever kept, and nothing of
// the person who reads; which notes they read is forgotten when they sign out.
const NOTES = "notes", PARTS = "parts", SPARE = "offline"; // pages; what they need to be shown; the page without network
const MOST = { [NOTES]: 50, [PARTS]: 300, [SPARE]: 20 }; // what was used last stays
const OFFLINE = "/offline";
const IS_NOTE = /^\/n\/\d+$/;
const IS_PART = /^\/(static\/|media\/\d)/; // no videos
const NEEDED = /(?:src|href)="(\/(?:static\/|media\/\d)[^"#?]+)/g;
const MORE = 'class="more-notes"'; // what comes after the note itself on its page

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepOffline());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method !== "GET") {
    if (pathname === "/sign-out") event.waitUntil(forget());
  } else if (request.mode === "navigate" || request.headers.get("HX-Target") === "over") {
    event.respondWith(page(event, pathname));
  } else if (IS_PART.test(pathname) && !request.headers.has("Range")) {
    event.respondWith(part(event, pathname));
  }
});

async function page(event, path) {
  const isWhole = event.request.mode === "navigate";
  try {
    const answer = (await event.preloadResponse) || (await fetch(event.request));
    if (IS_NOTE.test(path)) event.waitUntil(read(path, answer.clone(), isWhole).catch(() => {}));
    return answer;
  } catch {
    // Over a list there is no room for a kept page: the browser goes there instead.
    if (!isWhole) return new Response("", { headers: { "HX-Redirect": path } });
    return (await find(path)) || (await find(OFFLINE)) || Response.error();
  }
}

async function part(event, path) {
  try {
    const answer = await fetch(event.request);
    if (path.startsWith("/static/js/") && answer.ok && !(await find(path))) {
      event.waitUntil(put(PARTS, path, answer.clone()));
    }
    return answer;
  } catch {
    return (await find(path)) || (await otherSize(path)) || Response.error();
  }
}

async function read(path, answer, isWhole) {
  if (!answer.ok) return (await caches.open(NOTES)).delete(path);
  const isPersonal = !isWhole || /no-store/.test(answer.headers.get("Cache-Control"));
  const language = answer.headers.get("Content-Language");
  await keep(path, isPersonal ? await fetch(`${path}?hl=${language}`, { credentials: "omit" }) : answer);
  if ((await find(OFFLINE))?.headers.get("Content-Language") !== language) await keepOffline();
}

async function keep(path, answer, pages = NOTES, parts = PARTS) {
  if (!answer.ok || answer.redirected) return (await caches.open(pages)).delete(path);
  const text = (await answer.clone().text()).split(MORE)[0];
  await put(pages, path, answer);
  const needed = new Set([...text.matchAll(NEEDED)].map((found) => found[1]));
  await Promise.allSettled([...needed].map(async (each) => {
    const found = await fetch(each, { credentials: "omit", cache: "force-cache" });
    if (found.ok) await put(parts, each, found);
  }));
}

// It holds nothing personal, so it may know the reader's language and theme.
async function keepOffline() {
  await keep(OFFLINE, await fetch(OFFLINE), SPARE, SPARE);
}

async function put(name, path, answer) {
  const cache = await caches.open(name);
  await cache.delete(path, { ignoreVary: true });
  await cache.put(path, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST[name])).map((request) => cache.delete(request)));
}

function find(path) {
  return caches.match(path, { ignoreVary: true });
}

async function otherSize(path) {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const cache = await caches.open(PARTS);
  const near = (await cache.keys()).find((request) => new URL(request.url).pathname.startsWith(folder));
  return folder.startsWith("/media/") && near && cache.match(near, { ignoreVary: true });
}

async function forget() {
  await Promise.all([caches.delete(NOTES), caches.delete(PARTS)]);
}

// What somebody asked to be told on this device. The server says it all, in their language.
self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  if (!told.title) return;
  const { title, body, tag, lang, url, unread } = told;
  const shown = self.registration.showNotification(title, {
    body, tag, lang, data: { url }, icon: "/static/img/logo.svg", badge: "/static/img/logo.svg",
  });
  event.waitUntil(Promise.all([shown, self.navigator.setAppBadge?.(unread).catch(() => {})]));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(go(new URL(event.notification.data?.url ?? "/inbox", location.origin)));
});

async function go({ href, origin }) {
  if (origin !== location.origin) return;
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((each) => each.focused) ?? pages[0];
  if (!page) return self.clients.openWindow(href);
  await page.focus();
  return page.navigate(href).catch(() => self.clients.openWindow(href));
}
