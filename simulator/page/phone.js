// One person with their phone: who they are, the language of their Telegram, their chat with the bot.

import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { face, icon, iconButton, make, relabel } from "./dom.js";
import { act, sendFile } from "./link.js";
import { languages, say, spoken, tag } from "./words.js";

const NOTICE = 4000; // milliseconds that a notice stays
const TYPING = 5000; // as Telegram shows it
const ANSWER = 15000; // after which a pressed button waits no longer

export class Phone {
  /** `wishes` has: close(phone), back() and changed(phone). */
  constructor(member, number, wishes) {
    Object.assign(this, { member, number, wishes, language: "en", bot: "", unread: 0, opened: false });
    this.waiting = new Map();
    this.last = { serial: 0, pressed: [] };
    this.command = (text) => this.do(act("say", { person: member.id, text }));
    this.chat = new Chat(this);
    this.composer = new Composer({
      text: (text) => this.do(act("say", { person: member.id, text })),
      file: (file, caption) => this.do(sendFile(member.id, file, caption)),
      start: () => this.do(act("say", { person: member.id, text: member.start })),
    });
    this.build();
  }

  build() {
    const { name, id } = this.member;
    const choices = Object.entries(languages).map(([code, own]) => make("option", { value: code, lang: tag(code) }, own));
    this.select = make("select", { "data-label": "telegram_of", onchange: () => this.choose(this.select.value) }, choices);
    this.title = make("h2", { tabindex: "-1", id: `name-${id}` }, name);
    this.role = make("p", { class: "role" });
    this.status = make("span", { class: "status", role: "status" });
    this.notice = make("div", { class: "notice", role: "status", hidden: true });
    this.alert = make("div", { class: "alert", role: "alertdialog", hidden: true, "aria-labelledby": `alert-${id}` });
    this.drop = make("div", { class: "drop", "data-word": "drop", hidden: true });
    this.element = make("section", { class: "phone", "data-key": this.member.key, "aria-labelledby": `name-${id}` },
      make("header", { class: "who" },
        iconButton("back", "back", () => this.wishes.back()), face(name, this.number),
        make("div", { class: "named" }, this.title, this.role),
        iconButton("close", "close", () => this.wishes.close(this))),
      make("div", { class: "bar" }, icon("logo"), this.botName = make("b"), this.status, this.select),
      this.chat.element, this.notice, this.alert, this.drop, this.composer.element);
    this.catchFiles();
  }

  /** A word in this person's language. */
  word = (name, values = {}) => say(this.language, name, { name: this.member.name, ...values });

  /** Take over what is new. */
  take(news, serial) {
    const first = this.last.serial === 0;
    this.last = { serial, pressed: news.pressed };
    const anew = this.speak(spoken(news.language)) | this.know(news.profile);
    const fresh = this.chat.put(news.messages);
    this.composer.begun(!this.chat.empty);
    if (!first && !this.visible) this.unread += fresh;
    if (news.typing && !first) this.type();
    if (fresh) this.type(0);
    for (const notice of first ? [] : news.notices) this.show(notice);
    for (const query of this.waiting.keys()) this.answered(query);
    if (fresh || anew) this.wishes.changed(this);
  }

  get visible() { return this.opened && this.element.offsetParent !== null; }

  /** The language of their Telegram has become another. */
  speak(language) {
    if (this.language === language && this.select.value === language && this.botName.textContent) return false;
    this.language = language;
    this.select.value = language;
    this.element.lang = tag(language);
    const { role, of } = this.member.names[language];
    this.role.replaceChildren(role, of && make("span", { class: "of" }, of));
    this.composer.note.textContent = this.word(this.member.invited ? "invited" : "anyone");
    relabel(this.element, this.word);
    this.chat.redraw();
    this.profile = null;
    return true;
  }

  know(profile) {
    const same = JSON.stringify(profile);
    if (this.profile === same) return false;
    this.profile = same;
    this.bot = profile.name;
    this.botName.textContent = profile.name;
    this.composer.commands = profile.commands;
    this.chat.introduce(profile);
    return true;
  }

  choose(language) { this.do(act("language", { person: this.member.id, language })); }

  type(milliseconds = TYPING) {
    clearTimeout(this.typing);
    this.status.textContent = milliseconds ? this.word("typing") : "";
    if (milliseconds) this.typing = setTimeout(() => this.type(0), milliseconds);
  }

  /** Press a button under a message, which waits until the bot has answered. */
  async press(message, key, button) {
    button.setAttribute("aria-busy", "true");
    setTimeout(() => button.removeAttribute("aria-busy"), ANSWER);
    const sent = await this.do(act("press", { person: this.member.id, message: message.id, data: key.callback_data }));
    if (!sent) { button.removeAttribute("aria-busy"); return; }
    this.waiting.set(sent.query, { button, serial: sent.serial });
    this.answered(sent.query);
  }

  answered(query) {
    const { button, serial } = this.waiting.get(query);
    if (this.last.serial < serial || this.last.pressed.includes(query)) return;
    button.removeAttribute("aria-busy");
    this.waiting.delete(query);
  }

  /** What answered a press: for a moment over the chat, or until it is confirmed. */
  show({ text, alert }) {
    if (!alert) {
      clearTimeout(this.shown);
      this.notice.textContent = text;
      this.notice.hidden = false;
      this.shown = setTimeout(() => { this.notice.hidden = true; }, NOTICE);
      return;
    }
    const before = document.activeElement;
    const ok = make("button", { type: "button", onclick: () => { this.alert.hidden = true; before?.focus(); } }, this.word("ok"));
    this.alert.replaceChildren(make("p", { id: `alert-${this.member.id}` }, text), ok);
    this.alert.hidden = false;
    if (this.visible) ok.focus();
  }

  /** The answer of something done, or false after saying that it was not. */
  async do(promise) {
    try {
      return await promise;
    } catch {
      this.show({ text: this.word("not_sent"), alert: false });
      return false;
    }
  }

  catchFiles() {
    let depth = 0;
    const over = (yes) => { this.drop.hidden = !yes; };
    this.element.addEventListener("dragenter", () => { depth += 1; over(!this.composer.form.hidden); });
    this.element.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) over(false); });
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      depth = 0;
      over(false);
      if (!this.composer.form.hidden) this.composer.files(event.dataTransfer.files);
    });
  }
}
