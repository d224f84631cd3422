// The page: the clock above, the phones below, live through server-sent events.

import { moveClock, rehearsal, watch } from "./api.js";
import { dateAndTime, el, useZone } from "./dom.js";
import { PhoneView } from "./phone.js";

const ASK_MS = 5000;
const TICK_MS = 1000;
const status = document.querySelector("#status");
const phones = new Map();
const tabs = new Map();
let ahead = 0; // milliseconds by which the rehearsal's clock stands before this machine's

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function tick() {
  const now = new Date(Date.now() + ahead);
  const shown = document.querySelector("#now");
  shown.textContent = dateAndTime(now);
  shown.dateTime = now.toISOString();
}

function take(state) {
  useZone(state.zone);
  ahead = new Date(state.now) - Date.now();
  tick();
  for (const person of state.people) {
    if (!phones.has(person.id)) add(person);
  }
  const next = state.next
    ? `Next: ${dateAndTime(new Date(state.next))}`
    : "Nothing is planned yet.";
  const failing = `The bot does not stay up. ${state.bot_log} says why.`;
  say({ running: next, starting: "The bot is starting…", failing }[state.bot]);
}

function add(person) {
  const view = new PhoneView(person, {
    onError: (error) => console.warn(error.message),
    onNews: (id) => tabs.get(id).classList.toggle("news", id !== chosen),
  });
  phones.set(person.id, view);
  document.querySelector("#phones").append(view.element);
  const tab = el("button", { type: "button" }, person.name);
  tab.addEventListener("click", () => choose(person.id));
  tabs.set(person.id, tab);
  document.querySelector("#switch").append(tab);
  choose(chosen ?? person.id);
  view.refresh();
}

// On a narrow screen one phone is shown at a time.
let chosen = null;
function choose(id) {
  chosen = id;
  for (const [other, tab] of tabs) {
    tab.setAttribute("aria-pressed", String(other === id));
    phones.get(other).element.classList.toggle("chosen", other === id);
  }
  tabs.get(id).classList.remove("news");
}

async function ask() {
  try {
    take(await rehearsal());
  } catch {
    say("The rehearsal has ended. Start it again to go on.");
  }
}

for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", async () => {
    const all = document.querySelectorAll("[data-move]");
    // aria-disabled keeps the focus where it is; a disabled button would lose it.
    if (button.getAttribute("aria-disabled") === "true") return;
    for (const each of all) each.setAttribute("aria-disabled", "true");
    say("Moving the clock…");
    try {
      take(await moveClock(button.dataset.move));
    } catch (error) {
      say(error.message);
    } finally {
      for (const each of all) each.removeAttribute("aria-disabled");
    }
  });
}

await ask();
watch(
  (chatId) => phones.get(chatId)?.refresh(),
  () => phones.forEach((view) => view.refresh()),
);
setInterval(tick, TICK_MS);
setInterval(ask, ASK_MS);
