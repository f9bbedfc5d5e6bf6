// The same draft on another device: what was changed there appears here, what was changed here is saved before.
const EVERY = 8000;
const FIELDS = ["title", "caption", "language", "place", "card_text", "card_style", "visibility", "quoting", "cover_index"];

// `page` knows the form's state: isBusy(), isDirty(), save(), say(text), changed().
export function followDevices(form, page) {
  let looking = false;
  let gone = false;

  async function look() {
    if (looking || gone || document.hidden || !form.dataset.draft || page.isBusy()) return;
    looking = true;
    try {
      const answer = await fetch(`/drafts/${form.dataset.draft}/state`);
      if (answer.status === 404) { gone = true; page.say(form.dataset.gone); return; }
      if (!answer.ok) return;
      const found = await answer.json();
      const isNewer = String(found.revision) !== form.elements.revision.value;
      if (isNewer || found.pictures !== form.dataset.pictures) await bring({ pictures: found.pictures });
    } catch { /* the network; the next look finds out */ } finally { looking = false; }
  }

  // What is typed here goes first, so that the server merges it; only then is the page brought up to date.
  async function bring({ pictures, isSaving = false } = {}) {
    if (page.isDirty() && !isSaving) await page.save();
    const isLate = () => page.isDirty() || (page.isBusy() && !isSaving);
    if (isLate()) return;
    const answer = await fetch(location.pathname);
    if (!answer.ok || isLate()) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const other = fresh.querySelector("[data-publish]");
    if (!other || isLate()) return;
    if (other.elements.kind.value !== form.elements.kind.value) { location.reload(); return; }
    const isOther = takeFields(other) + takeDetails(other) + takePictures(other);
    form.elements.revision.value = other.elements.revision.value;
    form.dataset.pictures = pictures ?? other.dataset.pictures;
    page.changed();
    if (isOther) page.say(form.dataset.newer);
  }

  // What the server merged, unless something was typed while it did: then the older revision stays what is compared with.
  function takeMerged(fields, sent) {
    if (!fields) return false;
    const differing = Object.keys(fields).filter((name) => form.elements[name] && fields[name] !== (sent.get(name) ?? ""));
    if (differing.some((name) => form.elements[name].value !== (sent.get(name) ?? ""))) return false;
    for (const name of differing) form.elements[name].value = fields[name];
    if (differing.length) page.say(form.dataset.newer);
    return true;
  }

  // Beside the buttons, where whoever types sees it; only the link leads on, so that nothing is saved over the choice.
  function showClash({ look: href, sentence, words }) {
    const notice = Object.assign(document.createElement("p"), { className: "notice notice-lamp", textContent: `${sentence} ` });
    notice.append(Object.assign(document.createElement("a"), { href, textContent: words }));
    form.querySelector(".publish-bar").prepend(notice);
  }

  function takeFields(other) {
    let changed = 0;
    for (const name of FIELDS) {
      const [here, there] = [form.elements[name], other.elements[name]];
      if (!here || !there || here.value === there.value) continue;
      const at = here === document.activeElement ? here.selectionStart : null;
      here.value = there.value;
      if (at !== null && here.setSelectionRange) here.setSelectionRange(at, at);
      changed += 1;
    }
    return changed;
  }

  function takeDetails(other) {
    const [here, there] = [form.querySelector("#details"), other.querySelector("#details")];
    if (!here || !there || here.contains(document.activeElement)) return 0;
    const values = (root) => JSON.stringify([...root.querySelectorAll("[name]")].map((each) => [each.name, each.value, each.checked]));
    if (values(here) === values(there)) return 0;
    here.replaceChildren(...[...there.childNodes].map((node) => document.importNode(node, true)));
    return 1;
  }

  // Rows that are here stay the same elements, so that nobody loses the place where they type.
  function takePictures(other) {
    const list = form.querySelector("#picture-list");
    const wanted = [...other.querySelectorAll("#picture-list > [data-picture]")];
    if (!list) return 0;
    const here = new Map([...list.querySelectorAll(":scope > [data-picture]")].map((row) => [row.dataset.picture, row]));
    let changed = 0;
    const rows = wanted.map((row) => {
      const known = here.get(row.dataset.picture);
      here.delete(row.dataset.picture);
      if (!known) { changed += 1; return document.importNode(row, true); }
      for (const field of row.querySelectorAll("[name^=alt-], [name^=was-], [name^=crop-]")) {
        const mine = known.querySelector(`[name="${field.name}"]`);
        if (mine && mine.value !== field.value) { mine.value = field.value; changed += field.type === "hidden" ? 0 : 1; }
      }
      return known;
    });
    changed += here.size;
    here.forEach((row) => row.remove());
    const order = [...list.querySelectorAll(":scope > [data-picture]")];
    if (rows.some((row, at) => row !== order[at])) { list.prepend(...rows); changed += 1; }
    const [room, fresh] = [form.querySelector("#room"), other.querySelector("#room")];
    if (room && fresh) room.textContent = fresh.textContent;
    return changed;
  }

  setInterval(look, EVERY);
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  return { bring, takeMerged, showClash };
}
