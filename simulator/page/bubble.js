// A message as it stands in a chat: its bubble, its file, its buttons. Where it stands is chat.js.

import { icon, make } from "./dom.js";
import { link, rich } from "./rich.js";
import { hour, size } from "./words.js";

/**
 * The element of a message. `chat` has: member, language, word(name, values), bot (its name), command(text),
 * press(message, key, button) and chat.settle(), which is called when a picture has found its size.
 */
export function bubble(message, chat) {
  const acts = { command: chat.command, more: chat.word("more"), less: chat.word("less") };
  const who = message.mine ? chat.member.name : chat.bot;
  const text = message.text && make("div", { class: "text", dir: "auto" }, rich(message.text, message.entities, acts));
  const moment = new Date(message.date);
  const foot = make("footer", {},
    message.edited && make("span", {}, chat.word("edited")),
    make("time", { datetime: moment.toISOString() }, hour(chat.language, moment)));
  const body = make("div", { class: "bubble" },
    make("span", { class: "hidden" }, `${who}: `),
    message.reply_to && make("div", { class: "reply" }, message.reply_to),
    message.file && fileOf(message, chat), text, foot);
  const side = message.mine ? "mine" : "theirs";
  return make("article", { class: `entry ${side}`, "data-id": message.id, tabindex: "-1" }, body, keyboard(message, chat));
}

function fileOf(message, chat) {
  const address = `/page/file/${chat.member.id}/${message.id}`;
  const { name, size: bytes, picture } = message.file;
  if (picture) {
    const image = make("img", { src: address, alt: chat.word("picture", { name }), onload: () => chat.chat.settle() });
    return make("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, image);
  }
  const label = chat.word("download", { name });
  return make("a", { class: "file", href: address, download: name, "aria-label": label },
    make("span", { class: "sheet" }, icon("file")),
    make("span", { class: "named" }, make("span", { class: "name" }, name), make("small", {}, size(chat.language, bytes))));
}

function keyboard(message, chat) {
  if (!message.rows.length) return null;
  return make("div", { class: "keyboard" },
    message.rows.map((row) => make("div", { class: "row" }, row.map((key) => button(key, message, chat)))));
}

function button(key, message, chat) {
  if (key.url) {
    const anchor = link(key.url, [key.text, icon("link")]);
    anchor.classList.add("key");
    return anchor;
  }
  const made = make("button", { type: "button", class: "key", onclick: () => {
    if (key.callback_data) chat.press(message, key, made);
    if (key.copy_text) navigator.clipboard.writeText(key.copy_text.text);
  } }, key.text);
  return made;
}

/** Put a message's new element in the place of its old one, with the focus where it was. */
export function replace(old, fresh) {
  const keys = [...old.querySelectorAll("button, a")];
  const place = keys.indexOf(document.activeElement);
  const within = old.contains(document.activeElement);
  const label = document.activeElement?.textContent;
  // What was unfolded stays unfolded.
  const unfolded = old.querySelector("blockquote .unfold[aria-expanded=true]") !== null;
  old.replaceWith(fresh);
  const sameText = old.querySelector(".text")?.textContent === fresh.querySelector(".text")?.textContent;
  if (unfolded && sameText) fresh.querySelector("blockquote .unfold")?.click();
  if (!within) return;
  const there = [...fresh.querySelectorAll("button, a")];
  const same = there.find((one) => one.textContent === label);
  (same ?? there[Math.min(place, there.length - 1)] ?? fresh).focus({ preventScroll: true });
}
