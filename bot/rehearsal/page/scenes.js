// Ready situations to start from, and what is wrong with a programme of one's own.

import { setScene } from "./api.js";
import { el } from "./dom.js";
import { choice, fill, sheet } from "./sheets.js";

const ASK_MS = 700;
const panel = document.querySelector("#scenes");
const said = document.querySelector("#scene");
const faults = document.querySelector("#faults");
let offered = false;
let asking = null;
sheet(panel);

async function begin({ id, title }) {
  say(`Beginning anew: ${title}…`);
  try {
    await setScene(id);
  } catch (error) {
    say(error.message);
  }
  document.dispatchEvent(new Event("ask"));
}

document.addEventListener("rehearsal", ({ detail }) => {
  if (!offered) offer(detail.scenes);
  const scene = detail.scenes.find(({ id }) => id === detail.scene);
  if (scene) say(`${scene.title}. ${scene.about}`);
  clearTimeout(asking);
  if (detail.setting_scene) {
    asking = setTimeout(() => document.dispatchEvent(new Event("ask")), ASK_MS);
  }
  tellFaults(detail.faults);
});

function say(words) {
  if (said.textContent !== words) said.textContent = words;
  said.hidden = false;
}

function offer(scenes) {
  offered = true;
  fill(
    panel,
    scenes.map((scene) => choice(panel, scene.title, scene.about, () => begin(scene))),
  );
}

function tellFaults(found) {
  const words = JSON.stringify(found);
  if (faults.dataset.words === words) return;
  faults.dataset.words = words;
  faults.hidden = !found.length;
  faults.replaceChildren(el("ul", {}, ...found.map((fault) => el("li", {}, fault))));
}
