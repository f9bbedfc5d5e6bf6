// Lists the notes that the service worker kept, the last one first.
const box = document.getElementById("kept");

async function rows() {
  const cache = await caches.open("notes");
  const kept = (await cache.keys()).reverse();
  return Promise.all(kept.map(async (request) => {
    const answer = await cache.match(request, { ignoreVary: true });
    return row(new URL(request.url).pathname, new DOMParser().parseFromString(await answer.text(), "text/html"));
  }));
}

function row(path, page) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = path;
  const picture = page.querySelector(".note-media img");
  if (picture) {
    const small = document.createElement("img");
    small.src = picture.getAttribute("src");
    small.alt = "";
    link.append(small);
  }
  const title = page.getElementById("note-title");
  const words = document.createElement("span");
  words.textContent = title?.textContent ?? path;
  words.lang = title?.lang ?? "";
  words.dir = "auto";
  link.append(words);
  item.append(link);
  return item;
}

if ("caches" in window) {
  rows().then((found) => {
    box.querySelector("ul").replaceChildren(...found);
    box.hidden = !found.length;
  });
}
