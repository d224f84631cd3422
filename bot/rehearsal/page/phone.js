// One phone: the chat as the stand-in shows it, drawn anew wherever it changed.

import { Phone } from "./api.js";
import { dayName, el } from "./dom.js";
import { bubble } from "./message.js";

const TOAST_MS = 3500;
const NEAR_PX = 80;

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
    this.field = this.part("textarea");
    this.element.setAttribute("aria-label", `${person.name}’s phone`);
    this.part("h2").textContent = person.name;
    this.part(".role").textContent = person.role;
    this.field.setAttribute("aria-label", `Message from ${person.name}`);
    this.chat.append(this.invitation());
    this.listen();
    this.stayAtEnd();
  }

  // What was agreed with the facilitator happens outside the bot's chat: here, above it.
  invitation() {
    const { invitation, bot } = this.person;
    const open = el("button", { type: "button" }, "Open the invitation");
    open.addEventListener("click", () => this.does(this.phone.start(invitation.link)));
    return el(
      "aside", { className: "invitation", "aria-label": "E-mail from your facilitator" },
      el("p", {}, el("strong", {}, "E-mail from your facilitator")),
      el("p", {}, `Dear ${this.person.name}, here is your way into Tandem on Telegram. Open it:`),
      open,
      el("p", {}, `or find @${bot} and type `, el("kbd", {}, `/join ${invitation.code}`)),
    );
  }

  listen() {
    this.part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      } else if (event.key === "Escape") {
        this.leaveContext();
      }
    });
    this.part(".context button").addEventListener("click", () => this.leaveContext());
    this.part(".more").addEventListener("click", () => this.toggleTray());
    for (const input of this.element.querySelectorAll(".tray input")) {
      input.addEventListener("change", () => this.sendFile(input));
    }
    this.part(".tray button[data-kind=voice]").addEventListener("click", () => {
      this.toggleTray(false);
      const voice = new Blob(["OggS"], { type: "audio/ogg" });
      this.does(this.phone.file("voice", voice, { duration: "4", reply_to: this.replyTo }));
    });
  }

  // Whoever reads the end keeps reading it, also when the space above the keys changes.
  stayAtEnd() {
    this.atEnd = true;
    this.chat.addEventListener("scroll", () => {
      const below = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight;
      this.atEnd = below < NEAR_PX;
    });
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

  send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { editing } = this;
    this.does(editing ? this.phone.edit(editing, text) : this.phone.text(text, this.replyTo));
    this.field.value = "";
    this.leaveContext();
  }

  sendFile(input) {
    const [file] = input.files;
    if (!file) return;
    this.toggleTray(false);
    const caption = this.field.value.trim();
    this.does(this.phone.file(input.dataset.kind, file, { caption, reply_to: this.replyTo }));
    input.value = "";
    this.field.value = "";
    this.leaveContext();
  }

  toggleTray(open = this.part(".tray").hidden) {
    this.part(".tray").hidden = !open;
    this.part(".more").setAttribute("aria-expanded", String(open));
  }

  // Replying and editing

  about(message, said, { editing = null } = {}) {
    this.editing = editing;
    this.replyTo = editing ? undefined : message.message_id;
    this.part(".context p").textContent = `${said} ${message.text.slice(0, 60)}`;
    this.part(".context").hidden = false;
    this.field.focus();
  }

  leaveContext() {
    this.editing = null;
    this.replyTo = undefined;
    this.part(".context").hidden = true;
  }

  acts = {
    tap: (message, row, col, button) => {
      button.setAttribute("aria-busy", "true");
      this.does(this.phone.tap(message.message_id, row, col)).then((tapped) => {
        if (!tapped) button.removeAttribute("aria-busy");
      });
    },
    reply: (message) => this.about(message, "Reply to:"),
    edit: (message) => {
      this.about(message, "Change:", { editing: message.message_id });
      this.field.value = message.text;
    },
    remove: (message) => this.does(this.phone.remove(message.message_id)),
  };

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
    this.drawCommands(shown.menu);
    this.part(".action").textContent = shown.action ? "typing…" : "";
    if (first) this.toastsSeen = shown.toasts.length;
    for (const toast of shown.toasts.slice(this.toastsSeen)) this.toast(toast.text);
    this.toastsSeen = shown.toasts.length;
    if (!shown.waiting_taps.length) {
      for (const busy of this.element.querySelectorAll("[aria-busy]")) {
        busy.removeAttribute("aria-busy");
      }
    }
    this.element.dataset.status = shown.status;
  }

  /** Draws what changed; returns the newest message if it is new. */
  drawMessages(messages) {
    const byId = new Map(messages.map((message) => [message.message_id, message]));
    for (const [id, { element }] of this.drawn) {
      if (!byId.has(id)) {
        element.remove();
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
        if (known) known.element.replaceWith(element);
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

  drawKeys(keyboard) {
    const said = JSON.stringify(keyboard);
    if (said === this.keysSaid) return;
    this.keysSaid = said;
    const keys = this.part(".keys");
    keys.replaceChildren();
    for (const row of keyboard?.keyboard ?? []) {
      for (const { text } of row) {
        const key = el("button", { type: "button" }, text);
        key.addEventListener("click", () => this.does(this.phone.press(text)));
        keys.append(key);
      }
    }
  }

  drawCommands(menu) {
    const said = JSON.stringify(menu);
    if (said === this.menuSaid) return;
    this.menuSaid = said;
    const commands = this.part(".commands");
    commands.replaceChildren();
    for (const { command, description } of menu) {
      const key = el("button", { type: "button", title: description }, `/${command}`);
      key.addEventListener("click", () => {
        this.toggleTray(false);
        this.does(this.phone.text(`/${command}`));
      });
      commands.append(key);
    }
  }

  toast(text) {
    if (!text) return;
    const toast = this.part(".toast");
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      toast.textContent = "";
    }, TOAST_MS);
  }
}
