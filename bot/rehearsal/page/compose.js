// What a person writes with: the field, replying and changing, files, the command menu.

import { el } from "./dom.js";
import { recording, tone } from "./voice.js";

export class Compose {
  constructor(view) {
    this.view = view;
    this.phone = view.phone;
    this.part = view.part;
    this.field = this.part("textarea");
    this.field.setAttribute("aria-label", `Message from ${view.person.name}`);
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
    this.part(".more").addEventListener("click", () => this.turn(".tray", ".more"));
    this.part(".menu").addEventListener("click", () => this.turn(".commands", ".menu"));
    for (const input of view.element.querySelectorAll(".tray input")) {
      input.addEventListener("change", () => this.sendFiles(input));
    }
    this.part(".tray button[data-kind=voice]").addEventListener("click", () => this.record());
    this.part(".recording .end").addEventListener("click", () => this.endRecording(true));
    this.part(".recording .leave").addEventListener("click", () => this.endRecording(false));
  }

  turn(what, by, isOpen = this.part(what).hidden) {
    this.part(what).hidden = !isOpen;
    this.part(by).setAttribute("aria-expanded", String(isOpen));
  }

  send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { editing } = this;
    this.view.does(editing ? this.phone.edit(editing, text) : this.phone.text(text, this.replyTo));
    this.field.value = "";
    this.leaveContext();
  }

  // Several photos chosen together are one album; the words go with the first.
  async sendFiles(input) {
    const files = [...input.files];
    const caption = this.field.value.trim();
    const album = files.length > 1 ? String(Date.now()) : null;
    const { replyTo } = this;
    this.turn(".tray", ".more", false);
    this.field.value = "";
    this.leaveContext();
    for (const [place, file] of files.entries()) {
      await this.view.does(this.phone.file(input.dataset.kind, file, {
        caption: place === 0 ? caption : null, media_group_id: album, reply_to: replyTo,
      }));
    }
    input.value = "";
  }

  async record() {
    this.turn(".tray", ".more", false);
    this.recorded = await recording();
    if (!this.recorded) {
      this.sendVoice(tone());
      this.field.focus();
      return;
    }
    this.part(".recording").hidden = false;
    this.part(".recording p").textContent = "Recording…";
    this.part(".recording .end").focus();
  }

  async endRecording(isWanted) {
    const taken = await this.recorded();
    this.part(".recording").hidden = true;
    this.part(".recording p").textContent = "";
    this.field.focus();
    if (isWanted) this.sendVoice(taken);
  }

  sendVoice({ sound, seconds }) {
    const fields = { duration: String(seconds), reply_to: this.replyTo };
    this.view.does(this.phone.file("voice", sound, fields));
    this.leaveContext();
  }

  reply(message) {
    this.about("Reply to:", message);
    this.replyTo = message.message_id;
  }

  edit(message) {
    this.about("Change:", message);
    this.editing = message.message_id;
    this.field.value = message.text;
  }

  about(said, message) {
    this.leaveContext();
    this.part(".context p").textContent = `${said} ${message.text.slice(0, 60)}`;
    this.part(".context").hidden = false;
    this.field.focus();
  }

  leaveContext() {
    this.editing = null;
    this.replyTo = undefined;
    this.part(".context").hidden = true;
  }

  /** Shows what the bot asks a reply to, and its commands. */
  draw({ force_reply: forced, messages, menu }) {
    if (forced !== this.forced) {
      this.forced = forced;
      const message = messages.find((each) => each.message_id === forced);
      if (message) this.reply(message);
    }
    const said = JSON.stringify(menu);
    if (said === this.menuSaid) return;
    this.menuSaid = said;
    this.part(".menu").hidden = !menu.length;
    this.part(".commands").replaceChildren(...menu.map(({ command, description }) => {
      const key = el("button", { type: "button", className: "plain" },
        el("b", {}, `/${command}`), ` ${description}`);
      key.addEventListener("click", () => {
        this.turn(".commands", ".menu", false);
        this.view.does(this.phone.text(`/${command}`));
      });
      return key;
    }));
  }
}
