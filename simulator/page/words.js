// The words around the chats, in the page's language and in each person's. They come from Suivi's catalogues.

let words = {};
export let languages = {};
let chosen = "en";

/** Take over what the server has: {language: {name: text}} and {code: own name}. */
export function learn(all, names) {
  words = all;
  languages = names;
  const wanted = [sessionStorage.getItem("language"), ...navigator.languages].map((one) => known(one ?? ""));
  chosen = wanted.find(Boolean) ?? "en";
}

/** The language of the page itself. */
export const pageLanguage = () => chosen;

/** Choose the language of the page itself. */
export function choose(code) {
  chosen = code;
  sessionStorage.setItem("language", code);
}

/** The interface language of a tag such as "zh-hans", or undefined where there is none. */
export const known = (tag) => Object.keys(languages).find((code) => code === tag.toLowerCase().split(/[-_]/)[0]);

/** The interface language in which somebody's Telegram is, English where Suivi does not speak it. */
export const spoken = (tag) => known(tag) ?? "en";

/** A word in a language, with {name} and {count} filled. */
export function say(language, name, values = {}) {
  const text = words[language]?.[name] ?? words.en[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** Tag of the language for the browser: fonts and Intl. Dates as the bot writes them (views/texts.py). */
export const tag = (language) => ({ en: "en-GB", fr: "fr-FR", pt: "pt-PT", zh: "zh-Hans-CN" })[language] ?? "en-GB";

const format = (language, options) => new Intl.DateTimeFormat(tag(language), { timeZone: "UTC", ...options });

/** 14:05 */
export const hour = (language, moment) => format(language, { hour: "2-digit", minute: "2-digit", hour12: false }).format(moment);

/** Monday 23 November 2026 */
export const day = (language, moment) =>
  format(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(moment);

/** Mon, 23 Nov 2026 */
export const weekday = (language, moment) =>
  format(language, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(moment);

/** 23 Nov */
export const shortDay = (language, moment) => format(language, { day: "numeric", month: "short" }).format(moment);

/** 1.2 kB, 14 B */
export function size(language, bytes) {
  const units = ["byte", "kilobyte", "megabyte"];
  const power = Math.min(2, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const options = { style: "unit", unit: units[power], unitDisplay: power ? "short" : "narrow", maximumFractionDigits: power ? 1 : 0 };
  return new Intl.NumberFormat(tag(language), options).format(bytes / 1000 ** power);
}
