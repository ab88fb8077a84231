// Making elements. Text goes in as text nodes only: nothing that anybody wrote is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`class`, `aria-…`), listeners (`onclick`) and children; null, "" and false are left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== "" && child !== false));
  return element;
}

/** An icon of the page's own set, which says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A round button with an icon; `word` names it, in the language that `relabel` is given. */
export const iconButton = (kind, word, onclick, more = {}) =>
  make("button", { type: "button", class: `round ${kind}`, "data-label": word, "data-tip": true, onclick, ...more }, icon(kind));

/** Write the words into everything that names one: data-word its text, data-label its name, data-hint its placeholder. */
export function relabel(root, word) {
  for (const one of root.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  for (const one of root.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", word(one.dataset.label));
    if ("tip" in one.dataset) one.title = word(one.dataset.label);
  }
  for (const one of root.querySelectorAll("[data-hint]")) one.placeholder = word(one.dataset.hint);
}

/** The circle that stands for somebody: the first letter, in one of eight colours. */
export const face = (name, number) =>
  make("span", { class: `face hue-${number % 8}`, "aria-hidden": "true" }, [...name][0] ?? "?");
