// What only some people may read is translated by the browser itself where it can: no word of it leaves the device.
const PLACES = ".comment-body, .post-body, .note-words, .profile-bio";
const ORIGINALS = ":scope > div[lang], :scope > p[lang], .note-title, .words-original, .post-title span[lang]";
const PLAIN = { "zh-Hans": "zh", "zh-Latn": "zh" };

function originals(link) {
  const place = link.closest(PLACES);
  const found = place ? [...place.querySelectorAll(ORIGINALS)] : [];
  return found.filter((each) => !each.closest(".words-machine") && each.closest(PLACES) === place);
}

function show(original, words, language) {
  const said = document.createElement("p");
  said.className = "words-machine words-on-device";
  said.lang = language;
  said.dir = "auto";
  said.textContent = words;
  (original.closest("h1, h2") ?? original).after(said);
}

async function translate(link) {
  const { deviceFrom: from, deviceTo: to, deviceLabel: label } = link.dataset;
  const pair = { sourceLanguage: PLAIN[from] ?? from, targetLanguage: PLAIN[to] ?? to };
  if ((await self.Translator.availability(pair)) === "unavailable") return false;
  const translator = await self.Translator.create(pair);
  const texts = originals(link);
  if (!texts.length) return false;
  const said = await Promise.all(texts.map((each) => translator.translate(each.innerText)));
  texts.forEach((each, number) => show(each, said[number], to));
  const line = document.createElement("p");
  line.className = "words-label words-label-device";
  line.setAttribute("role", "status");
  line.textContent = label;
  link.closest("p").replaceWith(line);
  return true;
}

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[data-device-from]");
    if (!link || !("Translator" in self) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    translate(link)
      .catch(() => false)
      .then((done) => {
        if (done) return;
        delete link.dataset.deviceFrom; // the browser cannot: this server does what it can
        link.click();
      });
  },
  true,
);
