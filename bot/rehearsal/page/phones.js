// Which phones are on the page: those of the beginning, and those added since.

import { newPerson } from "./api.js";
import { el } from "./dom.js";
import { choice, fill, sheet } from "./sheets.js";
import { PhoneView } from "./phone.js";

const KEPT = "phones";

export class Phones {
  constructor() {
    this.views = new Map();
    this.tabs = new Map();
    this.people = new Map();
    this.added = new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));
    this.chosen = null; // on a narrow screen one phone is shown at a time
    this.panel = document.querySelector("#add");
    sheet(this.panel);
  }

  get = (id) => this.views.get(id);

  refresh() {
    for (const view of this.views.values()) view.refresh();
  }

  /** Takes who is there now; whoever is new may get a phone, whoever has gone loses it. */
  take(people) {
    const said = JSON.stringify(people);
    if (said === this.said) return;
    this.said = said;
    for (const [id, view] of this.views) {
      const now = people.find((person) => person.id === id);
      // The same number with another invitation is another rehearsal's person.
      if (JSON.stringify(now) !== JSON.stringify(view.person)) this.drop(id);
    }
    this.people = new Map(people.map((person) => [person.id, person]));
    for (const person of people) {
      if (person.shown || this.added.has(person.id)) this.show(person);
    }
    this.offer();
  }

  show(person) {
    if (this.views.has(person.id)) return;
    const view = new PhoneView(person, {
      onError: (error) => console.warn(error.message),
      onNews: (id) => this.tabs.get(id).classList.toggle("news", id !== this.chosen),
    });
    this.views.set(person.id, view);
    document.querySelector("#phones").append(view.element);
    const tab = el("button", { type: "button" }, person.name);
    tab.addEventListener("click", () => this.choose(person.id));
    this.tabs.set(person.id, tab);
    document.querySelector("#switch").append(tab);
    this.choose(this.chosen ?? person.id);
    view.refresh();
  }

  drop(id) {
    this.views.get(id).element.remove();
    this.tabs.get(id).remove();
    this.views.delete(id);
    this.tabs.delete(id);
    if (this.chosen === id) this.chosen = this.views.keys().next().value ?? null;
  }

  choose(id) {
    this.chosen = id;
    for (const [other, tab] of this.tabs) {
      tab.setAttribute("aria-pressed", String(other === id));
      this.views.get(other).element.classList.toggle("chosen", other === id);
    }
    this.tabs.get(id).classList.remove("news");
  }

  offer() {
    const others = [...this.people.values()].filter((person) => !this.views.has(person.id));
    fill(this.panel, [
      ...others.map((person) => choice(this.panel, person.name, person.role, () => this.add(person))),
      choice(this.panel, "Somebody new", "whom nobody has invited", () => this.addStranger()),
    ]);
  }

  add(person) {
    this.added.add(person.id);
    sessionStorage.setItem(KEPT, JSON.stringify([...this.added]));
    this.show(person);
    this.offer();
    this.choose(person.id);
    const { element } = this.get(person.id);
    element.scrollIntoView({ inline: "end" });
    element.querySelector(".chat").focus();
  }

  async addStranger() {
    const id = Math.max(...this.people.keys()) + 1;
    await newPerson(id, `Visitor ${id}`);
    document.dispatchEvent(new Event("ask"));
  }
}
