// Behind the curtain: what the bot is about to do, what it says to Telegram, and trouble to make.

import { behind, calls, overview, trouble } from "./api.js";
import { el, shortDate, shortTime } from "./dom.js";

const LOOK_MS = 1500;
const CALLS_SHOWN = 60;
const button = document.querySelector("#behind");
const drawer = document.querySelector("#curtain");
const part = (name) => drawer.querySelector(`[data-part=${name}]`);
const names = new Map();
const narrow = matchMedia("(max-width: 44rem)");
let looking = null;
let telegram = true;

document.addEventListener("rehearsal", ({ detail }) => {
  telegram = detail.telegram;
  for (const { id, name } of detail.people) names.set(id, name);
});

// On a narrow screen the curtain covers the page: nothing behind it is to get the focus.
function cover() {
  for (const each of document.querySelectorAll(".bar, .timeline, .switch, .phones")) {
    each.inert = !drawer.hidden && narrow.matches;
  }
}
narrow.addEventListener("change", cover);

function open(isOpen) {
  drawer.hidden = !isOpen;
  cover();
  button.setAttribute("aria-expanded", String(isOpen));
  clearInterval(looking);
  if (isOpen) {
    look();
    looking = setInterval(look, LOOK_MS);
    drawer.querySelector("h2").focus();
  } else {
    button.focus();
  }
}

button.addEventListener("click", () => open(drawer.hidden));
drawer.querySelector(".close").addEventListener("click", () => open(false));
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open(false);
});

for (const made of drawer.querySelectorAll("[data-trouble]")) {
  made.addEventListener("click", async () => {
    const on = made.getAttribute("aria-pressed") !== "true";
    try {
      const state = await trouble[made.dataset.trouble](on);
      telegram = state.telegram ?? telegram;
      part("said").textContent = made.dataset.said ?? "";
      document.dispatchEvent(new Event("ask"));
      await look();
    } catch (error) {
      part("said").textContent = error.message;
    }
  });
}

async function look() {
  try {
    const [rows, made, whole] = await Promise.all([behind(), calls(CALLS_SHOWN), overview()]);
    fill("planned", rows.planned.map((plan) => [name(plan.person), when(plan.at), plan.what]));
    fill("outbox", rows.outbox.map((row) => [
      name(row.person), `${row.act} ${row.copy ?? ""}`, state(row),
    ]));
    drawCalls(made);
    press("slow", whole.latency_s > 0);
    press("down", !telegram);
    press("limits", whole.limits !== null);
  } catch (error) {
    part("said").textContent = error.message;
  }
}

const name = (id) => names.get(id) ?? String(id);
const when = (instant) => shortDate(new Date(instant));

function state(row) {
  const tries = row.attempts > 1 ? `, ${row.attempts} tries` : "";
  const fault = row.fault ? `: ${row.fault}` : "";
  return `${row.state.replace("_", " ")}${tries}${fault}`;
}

function press(trouble, isOn) {
  drawer.querySelector(`[data-trouble=${trouble}]`).setAttribute("aria-pressed", String(isOn));
}

function fill(table, rows) {
  const said = JSON.stringify(rows);
  const body = part(table);
  if (body.dataset.said === said) return;
  body.dataset.said = said;
  body.replaceChildren(...rows.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell)))));
  if (!rows.length) body.append(el("tr", {}, el("td", { colSpan: 3 }, "Nothing.")));
}

function drawCalls(made) {
  const list = part("calls");
  const newest = String(made[0]?.number ?? 0) + (made[0]?.status ?? "");
  if (list.dataset.newest === newest) return;
  list.dataset.newest = newest;
  const opened = new Set([...list.querySelectorAll("[open]")].map((each) => each.dataset.number));
  list.replaceChildren(...made.map((call) => {
    const answer = call.cut ? "cut" : call.status || "…";
    const shown = el("details", { open: opened.has(String(call.number)) },
      el("summary", {}, `${shortTime(new Date(call.at))} ${call.method} → ${answer}`),
      el("pre", { tabIndex: 0 }, JSON.stringify(call.parameters, null, 2)),
      el("pre", { tabIndex: 0 }, JSON.stringify(call.outcome, null, 2)));
    shown.dataset.number = call.number;
    return shown;
  }));
}
