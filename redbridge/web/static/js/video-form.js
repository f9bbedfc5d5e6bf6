// A video goes up in parts: it can be paused, goes on after a lost line or a reload, and the form is not left meanwhile.
// Its cover and its ends are taken from what is seen. Without this module the plain form sends the whole file.
import { Sending, complain, uninterrupted } from "./sending.js";

class Upload extends Sending {
  constructor(form, section, file, draft) {
    super(section.querySelector("[data-upload]"), file, form.elements.csrfmiddlewaretoken.value);
    this.draft = draft;
    section.querySelector("[data-drop-video]").hidden = true;
    this.box.hidden = false;
  }

  begin() { return this.announce(`/drafts/${this.draft}/video`); }

  address() { return `/drafts/${this.draft}/video/chunk`; }
}

export function startVideo(form, ensureDraft) {
  const section = () => form.querySelector("[data-video]");
  if (!section()) return;
  let upload = null;
  let isPublishing = false;

  const refresh = async () => {
    await window.htmx?.ajax("GET", `/drafts/${form.dataset.draft}/video`, { target: "#video", swap: "outerHTML" });
  };

  async function take(file) {
    if (!file || upload) return;
    const draft = await ensureDraft();
    if (!draft) return;
    upload = new Upload(form, section(), file, draft);
    try {
      await uninterrupted(() => upload.run());
    } catch (problem) {
      complain(typeof problem === "string" ? problem : upload.box.dataset.failed);
      isPublishing = false;
    } finally {
      upload = null;
      await refresh();
    }
    if (isPublishing) form.querySelector("button[name=do][value=publish]").click();
  }

  form.addEventListener("change", (event) => {
    if (!event.target.matches("[name=video]")) return;
    const file = event.target.files[0];
    event.target.value = "";
    take(file);
  });
  form.addEventListener("dragover", (event) => { if (event.target.closest("[data-drop-video]")) event.preventDefault(); });
  form.addEventListener("drop", (event) => {
    if (!event.target.closest("[data-drop-video]")) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  // Nothing that leaves the page may end an upload: publishing waits for it.
  form.addEventListener("submit", (event) => {
    if (!upload) return;
    event.preventDefault();
    if (event.submitter?.value === "publish") { isPublishing = true; upload.sending = "publishing"; upload.tell("publishing"); }
  });

  const show = () => section()?.querySelectorAll("[data-now]").forEach((button) => { button.hidden = false; });
  show();
  document.addEventListener("htmx:load", show);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-now]");
    if (!button) return;
    const part = button.closest(".video-edit");
    const from = button.dataset.now === "poster_at" ? 0 : Number(part.dataset.start);
    const at = Math.round(part.querySelector("video").currentTime * 1000) + from;
    form.elements[button.dataset.now].value = `${Math.floor(at / 60000)}:${String(Math.floor(at / 1000) % 60).padStart(2, "0")}.${String(at % 1000).padStart(3, "0")}`;
    if (button.dataset.send) form.requestSubmit(form.querySelector(`button[name=do][value=${button.dataset.send}]`));
  });
}
