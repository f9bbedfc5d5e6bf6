// The number on the bell, in the title of the tab and on the groups of the inbox, without a reload: looked up when
// the page comes back into sight, and once a minute while it is.
const MINUTE = 60_000, PAUSE = 10_000, MOST = 99;
let asked = Date.now(), isOver = !document.getElementById("act");

function put(link, count) {
  const badge = link.querySelector(".count");
  if (!count) return badge?.remove();
  const words = count > MOST ? `${MOST}+` : String(count);
  if (badge) {
    badge.firstChild.data = words;
    return;
  }
  const fresh = document.createElement("span");
  fresh.className = "count num";
  fresh.textContent = words;
  link.append(fresh);
}

function entitle(count) {
  const plain = document.title.replace(/^\(\d+\+?\) /, "");
  const title = count ? `(${count > MOST ? `${MOST}+` : count}) ${plain}` : plain;
  if (title !== document.title) document.title = title;
}

function show({ total, groups }) {
  document.querySelectorAll('.rail a[href="/inbox"], .bottombar a[href="/inbox"]').forEach((link) => put(link, total));
  document.querySelectorAll("[data-group]").forEach((link) => put(link, groups[link.dataset.group]));
  const here = document.querySelector("[data-group][aria-current]")?.dataset.group;
  const fresh = document.querySelector("[data-fresh]");
  if (fresh) fresh.hidden = !groups[here];
  entitle(total);
  if (!total) navigator.clearAppBadge?.().catch(() => {});
}

async function look() {
  if (isOver || document.hidden || Date.now() - asked < PAUSE) return;
  asked = Date.now();
  try {
    const answer = await fetch("/inbox/count", { headers: { Accept: "application/json" } });
    if (answer.status === 200) show(await answer.json());
    else isOver = answer.status === 204;
  } catch {
    // No connection: the next look may have one.
  }
}

if (!isOver) {
  entitle(parseInt(document.querySelector('.rail a[href="/inbox"] .count')?.textContent, 10) || 0);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  setInterval(look, MINUTE);
}
