// A text with Telegram's entities as elements. Offsets count UTF-16 units, as strings do here.

import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const SAFE = /^(https?|tg|mailto):/i;

/** The nodes of a text; `acts` has `command(text)`, and the words `more` and `less` for folded quotations. */
export function rich(text, entities, acts) {
  const sorted = entities.map((one) => ({ ...one, end: one.offset + one.length }))
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, acts);
}

function nodes(text, start, end, entities, acts) {
  const made = [];
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const stop = Math.min(first.end, end);
    if (first.offset < at || stop <= first.offset) { rest = others; continue; }
    // A block brings its own line breaks.
    const before = text.slice(at, first.offset);
    made.push(BLOCKS.has(first.type) ? before.replace(/\n$/, "") : before);
    const inside = others.filter((one) => one.offset < stop).map((one) => ({ ...one, end: Math.min(one.end, stop) }));
    made.push(element(first, text.slice(first.offset, stop), nodes(text, first.offset, stop, inside, acts), acts));
    at = stop;
    if (BLOCKS.has(first.type) && text[at] === "\n") at += 1;
    rest = others.filter((one) => one.offset >= at);
  }
  return [...made, text.slice(at, end)].filter((one) => one !== "");
}

function element(entity, text, inner, acts) {
  switch (entity.type) {
    case "text_link": return link(entity.url, inner);
    case "url": return link(SAFE.test(text) ? text : `https://${text}`, inner);
    case "email": return link(`mailto:${text}`, inner);
    case "bot_command": return make("button", { type: "button", class: "command", onclick: () => acts.command(text) }, inner);
    case "spoiler": return make("details", { class: "spoiler" }, make("summary", {}, "…"), inner);
    case "expandable_blockquote": return folded(inner, acts);
    default: return make(TAGS[entity.type] ?? "span", {}, inner);
  }
}

/** A link where its address is one that may be followed, else its text alone. */
export function link(address, inner) {
  if (!SAFE.test(address ?? "")) return make("span", {}, inner);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inner);
}

function folded(inner, acts) {
  const quote = make("blockquote", { class: "folded" }, make("div", { class: "quoted" }, inner));
  const toggle = make("button", { type: "button", class: "unfold", "aria-expanded": "false", onclick: () => {
    const open = quote.classList.toggle("folded") === false;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? acts.less : acts.more;
  } }, acts.more);
  quote.append(toggle);
  return quote;
}
