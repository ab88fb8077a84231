// The page: begins, listens, and decides whose phones are open. On a narrow screen one phone is seen at a time.

import { make, relabel } from "./dom.js";
import { begin, listen } from "./link.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import * as words from "./words.js";
import * as world from "./world.js";

const FIRST = ["justice", "public", "health"]; // whose phones are open on a wide screen at first
const LIST = 310; // pixels of the list of people on a wide screen, with the room beside it
const WIDTH = 338; // pixels that a phone needs, with the room beside it
const narrow = matchMedia("(max-width: 760px)");
const touch = matchMedia("(pointer: coarse)");
const find = (selector) => document.querySelector(selector);

const told = await begin();
words.learn(told.words, told.languages);
const phones = told.cast.map((member, number) => new Phone(member, number, { close, back, changed }));
const people = new People(find("#people"), phones, open);
const nobody = make("p", { class: "nobody", "data-word": "none_open" });
let ready = false;

function changed() {
  if (ready) people.draw();
}

/** Put somebody's phone beside the others; on a narrow screen in the place of the list. */
function open(phone) {
  if (!phone.opened) find("#phones").append(phone.element);
  phone.opened = true;
  for (const one of phones) one.element.classList.toggle("active", one === phone);
  document.body.dataset.view = "chat";
  phone.unread = 0;
  arranged();
  phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  phone.chat.toEnd(false);
  if (narrow.matches || touch.matches) phone.title.focus({ preventScroll: true });
  else phone.composer.focus();
}

/** Put a phone away. */
function close(phone) {
  phone.element.remove();
  phone.opened = false;
  document.body.dataset.view = "list";
  arranged();
  find(`[data-person="${phone.member.key}"]`).focus();
}

/** From a phone to the list, on a narrow screen. */
function back() {
  const active = phones.find((phone) => phone.element.classList.contains("active"));
  document.body.dataset.view = "list";
  people.draw();
  find(`[data-person="${active?.member.key}"]`)?.focus();
}

function arranged() {
  const open = [...find("#phones").querySelectorAll(".phone")].map((one) => one.dataset.key);
  sessionStorage.setItem("open", JSON.stringify({ run: told.run, open }));
  if (open.length) nobody.remove();
  else find("#phones").append(nobody);
  changed();
}

/** The phones that were open before the page was loaded again, else the first few that fit. */
function openFirst() {
  const kept = JSON.parse(sessionStorage.getItem("open") ?? "{}");
  const fits = Math.max(1, Math.floor((innerWidth - LIST) / WIDTH));
  const wanted = kept.run === told.run ? kept.open : narrow.matches ? [] : FIRST.slice(0, fits);
  for (const key of wanted) {
    const phone = phones.find((one) => one.member.key === key);
    find("#phones").append(phone.element);
    phone.opened = true;
    phone.chat.toEnd(false);
  }
  phones.find((phone) => phone.opened)?.element.classList.add("active");
  arranged();
}

function label() {
  const language = words.pageLanguage();
  document.documentElement.lang = words.tag(language);
  document.title = words.say(language, "title");
  for (const part of [find("#top"), find("#world"), find("#banner"), find("#people").parentElement]) {
    relabelOwn(part, (name) => words.say(language, name));
  }
  find("#ended").textContent = words.say(language, "ended");
  find("#world").setAttribute("aria-label", words.say(language, "world"));
  find("#people").setAttribute("aria-label", words.say(language, "people"));
  world.label();
  changed();
}

/** Phones speak the language of their owner, everything else the page's. */
function relabelOwn(part, word) {
  relabel(part, word);
  for (const phone of phones) if (part.contains(phone.element)) relabel(phone.element, phone.word);
}

const select = find("#page-language select");
select.append(...Object.entries(told.languages).map(([code, own]) => make("option", { value: code, lang: words.tag(code) }, own)));
select.value = words.pageLanguage();
select.addEventListener("change", () => { words.choose(select.value); label(); });
narrow.addEventListener("change", () => { for (const phone of phones) if (phone.visible) phone.chat.toEnd(false); });
world.begin();
nobody.textContent = words.say(words.pageLanguage(), "none_open");
listen(told.run, (news) => {
  world.take(news);
  for (const person of news.people) phones.find((phone) => phone.member.id === person.id)?.take(person, news.serial);
  if (!ready) { ready = true; openFirst(); label(); document.body.classList.add("ready"); }
}, (lost) => { find("#ended").hidden = !lost; });
