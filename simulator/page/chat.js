// The messages of one chat, in their order, with the days between them; what is shown while there are none.

import { bubble, replace } from "./bubble.js";
import { icon, iconButton, make } from "./dom.js";
import { day } from "./words.js";

const NEAR = 80; // pixels from the end within which a new message is scrolled to

export class Chat {
  /** `phone` is what bubble.js wants to know of a chat. */
  constructor(phone) {
    this.phone = phone;
    this.messages = new Map();
    this.about = make("div", { class: "about" });
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", "data-label": "messages", tabindex: "0" });
    this.latest = iconButton("down", "latest", () => this.toEnd(true), { hidden: true });
    this.element = make("div", { class: "chat" }, this.about, this.log, this.latest);
    this.atEnd = true;
    // Where the room shrinks, what was last seen stays. A scroll may be told of before that is: it is no one's wish.
    let room = 0;
    this.log.addEventListener("scroll", () => {
      if (this.log.clientHeight === room) this.atEnd = this.latest.hidden = this.nearEnd();
    });
    new ResizeObserver(() => {
      room = this.log.clientHeight;
      this.settle();
    }).observe(this.log);
  }

  get empty() { return this.messages.size === 0; }

  /** Take over new, edited and deleted messages; returns how many of them are new ones of the bot. */
  put(messages) {
    const stay = this.atEnd;
    let fresh = 0;
    for (const message of messages) {
      const known = this.messages.has(message.id);
      if (message.deleted) this.remove(message.id);
      else {
        this.messages.set(message.id, message);
        this.show(message);
        if (!known && !message.mine) fresh += 1;
      }
    }
    const last = messages.at(-1);
    if (messages.length && (stay || (last.mine && !last.edited))) this.toEnd(false);
    this.about.hidden = !this.empty;
    this.log.hidden = this.empty;
    return fresh;
  }

  /** A picture has found its size. */
  settle() { if (this.atEnd) this.toEnd(false); }

  /** Everything anew, in the language of now. */
  redraw() {
    const stay = this.atEnd;
    this.log.setAttribute("aria-busy", "true"); // nothing of it is news
    this.log.replaceChildren();
    for (const message of this.messages.values()) this.show(message);
    if (stay) this.toEnd(false);
    requestAnimationFrame(() => this.log.removeAttribute("aria-busy"));
  }

  /** What the bot says of itself, as an empty chat shows it. */
  introduce(profile) {
    this.about.replaceChildren(make("div", { class: "card" },
      icon("logo"), make("h3", {}, this.phone.word("about")), make("p", {}, profile.description)));
  }

  show(message) {
    const made = bubble(message, this.phone);
    const old = this.log.querySelector(`[data-id="${message.id}"]`);
    if (old) { replace(old, made); return; }
    const date = day(this.phone.language, new Date(message.date));
    if (date !== [...this.log.querySelectorAll(".day")].at(-1)?.textContent) this.log.append(make("p", { class: "day" }, date));
    this.log.append(made);
  }

  remove(id) {
    this.messages.delete(id);
    this.log.querySelector(`[data-id="${id}"]`)?.remove();
  }

  nearEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR; }

  toEnd(smoothly) {
    this.atEnd = true;
    const calm = !smoothly || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: calm ? "instant" : "smooth" });
  }
}
