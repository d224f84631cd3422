// One phone: the chat as the stand-in shows it, drawn anew wherever it changed.

import { Phone } from "./api.js";
import { switchFor } from "./autopilot.js";
import { pressable } from "./choices.js";
import { Compose } from "./compose.js";
import { dayName, el } from "./dom.js";
import { bubble } from "./message.js";

const TOAST_MS = 3500;
const NEAR_PX = 80;
const FACES = 6; // colours behind the first letters of names

export class PhoneView {
  constructor(person, { onError, onNews }) {
    this.person = person;
    this.phone = new Phone(person.id);
    this.onError = onError;
    this.onNews = onNews;
    this.drawn = new Map();
    this.toastsSeen = null;
    this.element = document.querySelector("#phone").content.cloneNode(true).firstElementChild;
    this.part = (selector) => this.element.querySelector(selector);
    this.chat = this.part(".chat");
    this.compose = new Compose(this);
    this.element.setAttribute("aria-label", `${person.name}’s phone`);
    this.chat.setAttribute("aria-label", `${person.name}’s chat`);
    this.part("h2").textContent = person.name;
    this.part(".role").textContent = person.role;
    const face = this.part(".face");
    face.textContent = person.name[0];
    face.dataset.colour = person.id % FACES;
    if (person.invitation) this.chat.append(this.invitation());
    else this.chat.append(el("p", { className: "day" }, "Nobody has invited this person."));
    pressable(this.chat);
    if (person.role !== "visitor") switchFor(person.id, this.part(".auto"));
    this.part(".begin").addEventListener("click", () => this.begin());
    this.part(".block").addEventListener("click", () => this.turnBlock());
    this.part(".alert button").addEventListener("click", () => this.closeAlert());
    this.part(".alert").addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.closeAlert();
    });
    this.stayAtEnd();
  }

  // What was agreed with the facilitator happens outside the bot's chat: here, above it.
  invitation() {
    const { invitation, bot } = this.person;
    const open = el("button", { type: "button" }, "Open the invitation");
    open.addEventListener("click", () => this.does(this.phone.start(invitation.link)));
    return el(
      "div", { className: "invitation" },
      el("p", {}, el("strong", {}, "E-mail from your facilitator")),
      el("p", {}, `Dear ${this.person.name}, here is your way into Tandem on Telegram. Open it:`),
      open,
      el("p", {}, `or find @${bot} and type `, el("kbd", {}, `/join ${invitation.code}`)),
    );
  }

  // Whoever reads the end keeps reading it, also when the space above the keys changes.
  stayAtEnd() {
    this.atEnd = true;
    let top = 0;
    this.chat.addEventListener("scroll", () => {
      const below = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight;
      // Only who goes back leaves the end; the chat growing under them is no reason.
      if (below < NEAR_PX) this.atEnd = true;
      else if (this.chat.scrollTop < top) this.atEnd = false;
      top = this.chat.scrollTop;
    });
    // Pictures take their room when they have come; load events do not bubble.
    this.chat.addEventListener("load", () => {
      if (this.atEnd) this.toEnd();
    }, true);
    new ResizeObserver(() => {
      if (this.atEnd) this.toEnd();
    }).observe(this.chat);
  }

  toEnd() {
    this.chat.scrollTop = this.chat.scrollHeight;
    this.atEnd = true;
  }

  async does(act) {
    try {
      return await act;
    } catch (error) {
      this.toast(error.message);
      this.onError(error);
      return null;
    }
  }

  acts = {
    tap: (message, row, col, button) => {
      button.setAttribute("aria-busy", "true");
      this.does(this.phone.tap(message.message_id, row, col)).then((tapped) => {
        if (!tapped) button.removeAttribute("aria-busy");
      });
    },
    reply: (message) => this.compose.reply(message),
    edit: (message) => this.compose.edit(message),
    remove: (message) => this.does(this.phone.remove(message.message_id)),
  };

  begin() {
    this.does(this.status === "blocked" ? this.phone.unblock() : this.phone.start());
  }

  turnBlock() {
    this.does(this.status === "blocked" ? this.phone.unblock() : this.phone.block());
  }

  // Drawing

  async refresh() {
    // One look at a time; a change that comes meanwhile asks for one more.
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    do {
      this.again = false;
      const shown = await this.does(this.phone.chat());
      if (shown) this.draw(shown);
    } while (this.again);
    this.looking = false;
  }

  draw(shown) {
    const { atEnd } = this;
    const first = this.toastsSeen === null;
    const news = this.drawMessages(shown.messages);
    if (news) this.onNews(this.person.id);
    if (atEnd || news?.own || first) this.toEnd();
    this.drawKeys(shown.keyboard);
    this.compose.draw(shown);
    this.part(".action").textContent = shown.action ? "typing…" : "";
    this.drawStatus(shown.status);
    if (first) this.toastsSeen = shown.toasts.length;
    for (const toast of shown.toasts.slice(this.toastsSeen)) this.toast(toast.text, toast.alert);
    this.toastsSeen = shown.toasts.length;
    if (!shown.waiting_taps.length) {
      for (const busy of this.element.querySelectorAll("[aria-busy]")) {
        busy.removeAttribute("aria-busy");
      }
    }
  }

  drawStatus(status) {
    if (status === this.status) return;
    this.status = status;
    const isBlocked = status === "blocked";
    const begin = this.part(".begin");
    begin.hidden = status === "open" || (status === "not_started" && !!this.person.invitation);
    begin.textContent = isBlocked ? "Unblock the bot" : "Start";
    const block = this.part(".block");
    block.hidden = status === "not_started";
    block.setAttribute("aria-pressed", String(isBlocked));
    this.part("form").hidden = isBlocked;
  }

  /** Draws what changed; returns the newest message if it is new. */
  drawMessages(messages) {
    const byId = new Map(messages.map((message) => [message.message_id, message]));
    for (const [id, { element }] of this.drawn) {
      if (!byId.has(id)) {
        this.exchange(element, null);
        this.drawn.delete(id);
      }
    }
    let news = null;
    let before = this.chat.firstElementChild;
    let day = "";
    for (const message of messages) {
      const replied = byId.get(message.reply_to);
      const said = JSON.stringify([message, replied?.text]);
      const known = this.drawn.get(message.message_id);
      if (known?.said !== said) {
        const element = bubble(message, replied, this.acts);
        if (known) this.exchange(known.element, element);
        else before.after(element);
        this.drawn.set(message.message_id, { said, element });
        if (!known) news = { own: !message.from_bot };
      }
      before = this.drawn.get(message.message_id).element;
      const its = dayName(new Date(message.date));
      // The day's name belongs to its first message, so that it leaves with it.
      if (its !== day) before.dataset.day = its;
      else delete before.dataset.day;
      day = its;
    }
    return news;
  }

  // Whoever had the focus on a message keeps it where that message now stands.
  exchange(old, fresh) {
    const held = old.contains(document.activeElement);
    old.replaceWith(...(fresh ? [fresh] : []));
    if (held) (fresh?.querySelector(".buttons button") ?? this.chat).focus({ preventScroll: true });
  }

  drawKeys(keyboard) {
    const said = JSON.stringify(keyboard);
    if (said === this.keysSaid) return;
    this.keysSaid = said;
    const keys = this.part(".keys");
    const held = keys.contains(document.activeElement);
    keys.replaceChildren();
    for (const row of keyboard?.keyboard ?? []) {
      for (const { text } of row) {
        const key = el("button", { type: "button" }, text);
        key.addEventListener("click", () => this.does(this.phone.press(text)));
        keys.append(key);
      }
    }
    if (held) (keys.querySelector("button") ?? this.compose.field).focus();
  }

  toast(text, isAlert = false) {
    if (!text) return;
    if (isAlert) {
      this.part(".alert p").textContent = text;
      this.showAlert(true);
      this.part(".alert button").focus();
      return;
    }
    const toast = this.part(".toast");
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      toast.textContent = "";
    }, TOAST_MS);
  }

  showAlert(isShown) {
    for (const each of this.element.children) each.inert = isShown;
    const alert = this.part(".alert");
    alert.inert = false;
    alert.hidden = !isShown;
  }

  closeAlert() {
    this.showAlert(false);
    this.compose.field.focus();
  }
}
