// The clock that can be put forward, and what Telegram does wrong. Both are the world's, not one person's.

import { make } from "./dom.js";
import { act } from "./link.js";
import { hour, pageLanguage, say, shortDay, weekday } from "./words.js";

const FAULTS = ["", "slow", "busy", "broken", "silent"];
const DAY = 86_400_000;
const find = (selector) => document.querySelector(selector);

let ahead = 0; // milliseconds from this machine's clock to the demo's
let fault = "";

/** Make the controls work; words come with `label`. */
export function begin() {
  for (const button of document.querySelectorAll("[data-days]")) {
    button.addEventListener("click", () => move({ days: Number(button.dataset.days) }));
  }
  find("#clock form").addEventListener("submit", (event) => {
    event.preventDefault();
    move({ date: find("#clock input").value });
  });
  find("#faults").append(make("div", { class: "choices" }, FAULTS.map((name) => make("label", {},
    make("input", { type: "radio", name: "fault", value: name, onchange: () => act("fault", { fault: name }) }),
    make("span", { "data-word": `fault_${name || "none"}` })))));
  find("#banner button").addEventListener("click", () => {
    act("fault", { fault: "" });
    find("#faults input").focus();
  });
  find("#world-toggle").addEventListener("click", (event) => {
    const open = document.body.classList.toggle("world-open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });
  setInterval(tick, 5000);
}

async function move(by) {
  find("#refused").textContent = "";
  try {
    await act("clock", by);
    find("#clock input").value = "";
  } catch {
    find("#refused").textContent = say(pageLanguage(), "forward");
  }
}

/** Take over what is new. */
export function take(news) {
  ahead = news.now - Date.now();
  fault = news.fault;
  label();
}

/** Show the clock and the fault in the page's language. */
export function label() {
  tick();
  const banner = find("#banner");
  banner.hidden = !fault;
  banner.firstElementChild.textContent = fault && say(pageLanguage(), `told_${fault}`);
  document.body.classList.toggle("faulty", Boolean(fault));
  for (const input of document.querySelectorAll("#faults input")) input.checked = input.value === fault;
}

function tick() {
  const now = new Date(Date.now() + ahead);
  const language = pageLanguage();
  const shown = `${weekday(language, now)}, ${hour(language, now)} UTC`;
  const time = find("#now");
  if (time.textContent !== shown) {
    time.textContent = shown;
    time.dateTime = now.toISOString();
    find("#world-toggle .date").textContent = shortDay(language, now);
    find("#clock input").min = new Date(now.getTime() + DAY).toISOString().slice(0, 10);
  }
}
