// The page: the clock and the timeline above, the phones below, live through server-sent events.

import "./autopilot.js";
import "./curtain.js";
import "./more.js";
import "./scenes.js";
import "./theme.js";
import { moveClock, play, rehearsal, watch } from "./api.js";
import { dateAndTime, shortDate, useZone } from "./dom.js";
import { Phones } from "./phones.js";
import { drawTimeline } from "./timeline.js";

const ASK_MS = 5000;
const ASK_WHILE_MOVING_MS = 500;
const TICK_MS = 1000;
const status = document.querySelector("#status");
const playing = document.querySelector("#play");
const phones = new Phones();
let ahead = 0; // milliseconds by which the rehearsal's clock stands before this machine's
let moving = false;
let isPlaying = false;
let questions = 0;
let shown = 0; // the number of the question whose answer the page shows

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
  phones.take(state.people);
  isPlaying = state.playing;
  const [sign, word] = playing.children;
  sign.textContent = state.playing ? "❚❚" : "▶";
  word.textContent = state.playing ? "Pause" : "Play";
  const workshop = document.querySelector("[data-move=workshop]");
  workshop.hidden = state.workshop === null;
  document.querySelector("#workshop").textContent = state.workshop;
  sayHowItIs(state);
  // Whatever else the page shows of the rehearsal listens to this.
  document.dispatchEvent(new CustomEvent("rehearsal", { detail: state }));
}

function sayHowItIs(state) {
  if (state.bot === "failing") say(`The bot does not stay up. ${state.bot_log} says why.`);
  else if (state.bot === "starting") say("The bot is starting…");
  else if (!state.telegram) say("Telegram is down: the bot waits.");
  else if (state.setting_scene) say("Playing up to the scene…");
  else if (state.playing) say("Three months go by in about three minutes.");
  else if (moving) say("Moving the clock…");
  else if (state.next) say(`Next: ${shortDate(new Date(state.next))}`);
  else say("Nothing is planned yet.");
}

async function ask() {
  try {
    questions += 1;
    const number = questions;
    const state = await rehearsal();
    // Answers may overtake each other: how things were never replaces how they are.
    if (number < shown) return;
    shown = number;
    take(state);
    await drawTimeline(new Date(Date.now() + ahead));
  } catch {
    say("The rehearsal has ended. Start it again to go on.");
  }
}

async function keepAsking() {
  await ask();
  setTimeout(keepAsking, moving || isPlaying ? ASK_WHILE_MOVING_MS : ASK_MS);
}

async function does(act) {
  try {
    const state = await act;
    questions += 1;
    shown = questions; // whatever was asked before it was done is old
    take(state);
  } catch (error) {
    say(error.message);
  }
}

for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", async () => {
    if (moving) return;
    moving = true;
    const all = document.querySelectorAll("[data-move]");
    // aria-disabled keeps the focus where it is; a disabled button would lose it.
    for (const each of all) each.setAttribute("aria-disabled", "true");
    say("Moving the clock…");
    const asking = setInterval(ask, ASK_WHILE_MOVING_MS);
    await does(moveClock(button.dataset.move));
    clearInterval(asking);
    moving = false;
    for (const each of all) each.removeAttribute("aria-disabled");
    await ask();
  });
}
playing.addEventListener("click", async () => {
  await does(play(!isPlaying));
  ask();
});

await keepAsking();
watch(
  (chatId) => phones.get(chatId)?.refresh(),
  () => phones.refresh(),
);
setInterval(tick, TICK_MS);
document.addEventListener("ask", ask);
