// Notifications on this device: nothing is asked before somebody presses the button. The server knows the rest.
const part = document.querySelector("[data-push]");
const show = (name) => part.querySelectorAll("[data-push-missing], [data-push-denied], [data-push-failed], [data-push-on]").forEach((each) => { each.hidden = !each.hasAttribute(`data-push-${name}`); });
const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function bytes(text) {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// A subscription made for another key, as after the site moved, is of no use.
async function subscribe(registration) {
  const options = { userVisibleOnly: true, applicationServerKey: bytes(part.dataset.push) };
  const old = await registration.pushManager.getSubscription();
  if (old && text(old.options.applicationServerKey) === part.dataset.push) return old;
  await old?.unsubscribe();
  return registration.pushManager.subscribe(options);
}

async function turnOn(form) {
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  try {
    const subscription = await subscribe(await navigator.serviceWorker.ready);
    form.elements.endpoint.value = subscription.endpoint;
    form.elements.key.value = text(subscription.getKey("p256dh"));
    form.elements.secret.value = text(subscription.getKey("auth"));
    form.elements.expires.value = subscription.expirationTime ? Math.floor(subscription.expirationTime) : "";
    form.submit();
  } catch {
    show("failed");
    form.hidden = false;
  }
}

async function turnOff(form) {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
  } finally {
    form.submit();
  }
}

if (part && isAble) {
  if (part.dataset.state === "off") show(Notification.permission === "denied" ? "denied" : "on");
  for (const [name, act] of [["on", turnOn], ["off", turnOff]]) {
    part.querySelector(`[data-push-${name}]`)?.addEventListener("submit", (event) => {
      event.preventDefault();
      act(event.target);
    });
  }
}

// Whoever has not said where they are is probably where their clock is.
const zones = document.querySelector("[data-time-zone]");
if (zones && !zones.value) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zones.options].some((option) => option.value === own)) zones.value = own;
}
