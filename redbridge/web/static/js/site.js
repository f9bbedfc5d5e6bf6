// The start of everything that happens in the browser. Each part is an enhancement: pages work without it.
import "./over.js";
import "./carousel.js";
import "./player.js";
import "./toast.js";
import "./keys.js";
import "./talk.js";
import "./on-device.js";
import "./focus.js";
import "./share.js";
import "./bell.js";
import "./install.js";
