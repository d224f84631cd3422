// Ready situations to start from, and what is wrong with a programme of one's own.

import { setScene } from "./api.js";
import { el } from "./dom.js";

const ASK_MS = 700;
const place = document.querySelector("#scenes");
const picker = el("select", { "aria-label": "Begin with a scene" });
const said = el("p", { className: "said", role: "status" });
const faults = el("ul", { className: "faults", role: "alert", hidden: true });
place?.append(picker, said);
document.querySelector(".bar")?.append(faults);
let about = new Map();
let asking = null;

picker.addEventListener("change", async () => {
  const id = picker.value;
  picker.value = "";
  said.textContent = "Beginning anew…";
  try {
    await setScene(id);
    document.dispatchEvent(new Event("ask"));
  } catch (error) {
    said.textContent = error.message;
  }
});

document.addEventListener("rehearsal", ({ detail }) => {
  if (about.size !== detail.scenes.length) offer(detail.scenes);
  const scene = about.get(detail.scene);
  const words = detail.setting_scene ? `Playing up to: ${scene.title}…` : (scene?.about ?? "");
  if (said.textContent !== words) said.textContent = words;
  clearTimeout(asking);
  if (detail.setting_scene) {
    asking = setTimeout(() => document.dispatchEvent(new Event("ask")), ASK_MS);
  }
  tellFaults(detail.faults);
});

function offer(scenes) {
  about = new Map(scenes.map((scene) => [scene.id, scene]));
  picker.replaceChildren(
    el("option", { value: "" }, "Scenes"),
    ...scenes.map(({ id, title }) => el("option", { value: id }, title)),
  );
}

function tellFaults(found) {
  const words = JSON.stringify(found);
  if (faults.dataset.words === words) return;
  faults.dataset.words = words;
  faults.hidden = !found.length;
  faults.replaceChildren(...found.map((fault) => el("li", {}, fault)));
}
