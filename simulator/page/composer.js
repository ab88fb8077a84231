// Where somebody writes: the text, the file, the command menu; before the chat has begun, the button that begins it.

import { iconButton, make } from "./dom.js";

export class Composer {
  /** `send` has: text(text), file(file, caption), start(); each returns a promise of whether it went. */
  constructor(send) {
    this.send = send;
    this.commands = [];
    this.text = make("textarea", { rows: "1", maxlength: "4096", "data-hint": "message", "data-label": "message" });
    this.picker = make("input", { type: "file", class: "hidden", tabindex: "-1", "aria-hidden": "true", multiple: true });
    this.menu = make("div", { class: "menu", role: "group", "data-label": "commands", hidden: true });
    this.opener = iconButton("commands", "commands", () => this.toggle(), { "aria-expanded": "false" });
    this.form = make("form", { class: "composer" }, this.opener, this.text, this.picker,
      iconButton("attach", "attach", () => this.picker.click()), iconButton("send", "send", null, { type: "submit" }));
    this.note = make("p", { class: "note" });
    this.starter = make("button", { type: "button", class: "start", "data-word": "start", onclick: () => this.begin() });
    this.before = make("div", { class: "before" }, this.note, this.starter);
    this.element = make("div", { class: "bottom" }, this.menu, this.before, this.form);
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.go(); });
    this.picker.addEventListener("change", () => { this.files(this.picker.files); });
    this.text.addEventListener("input", () => this.suggest());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) { event.preventDefault(); this.files(event.clipboardData.files); }
    });
    this.menu.addEventListener("keydown", (event) => this.walk(event));
  }

  /** Whether the chat has begun: before, there is but one thing to do. */
  begun(yes) {
    this.before.hidden = yes;
    this.form.hidden = !yes;
  }

  focus() { (this.form.hidden ? this.starter : this.text).focus(); }

  async begin() {
    if (!(await this.send.start())) return;
    // Where a keyboard would cover half the screen, it waits until it is wanted.
    if (!matchMedia("(pointer: coarse)").matches) this.text.focus();
  }

  async go() {
    const text = this.text.value;
    if (!text.trim()) return;
    this.text.value = "";
    this.shut();
    if (!(await this.send.text(text)) && !this.text.value) this.text.value = text;
  }

  /** Send files, the first with what stands in the field under it. */
  async files(chosen) {
    let caption = this.text.value;
    for (const file of [...chosen]) {
      if (await this.send.file(file, caption) && caption) this.text.value = "";
      caption = "";
    }
    this.picker.value = "";
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.go(); }
    else if (event.key === "ArrowUp" && !this.menu.hidden) { event.preventDefault(); this.menu.lastElementChild?.focus(); }
    else if (event.key === "Escape") this.shut();
  }

  /** The command menu, from which one is sent by a press. */
  toggle() {
    if (this.menu.hidden) { this.list(this.commands); this.menu.firstElementChild?.focus(); }
    else this.shut();
  }

  /** While a command is being written, those that begin so. */
  suggest() {
    const begun = /^\/(\w*)$/.exec(this.text.value);
    if (begun) this.list(this.commands.filter((one) => one.command.startsWith(begun[1].toLowerCase())));
    else this.shut();
  }

  list(commands) {
    this.menu.replaceChildren(...commands.map(({ command, description }) =>
      make("button", { type: "button", onclick: () => { this.text.value = `/${command}`; this.text.focus(); this.go(); } },
        make("b", {}, `/${command}`), " ", make("span", {}, description))));
    this.menu.hidden = commands.length === 0;
    this.opener.setAttribute("aria-expanded", String(!this.menu.hidden));
  }

  shut() {
    this.menu.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  walk(event) {
    const all = [...this.menu.children];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") { this.shut(); this.text.focus(); }
    if (next === undefined) return;
    event.preventDefault();
    (all[next] ?? this.text).focus();
  }
}
