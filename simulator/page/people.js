// The list of everybody, in groups, with what is new on their phones.

import { face, make } from "./dom.js";
import { pageLanguage, say, tag } from "./words.js";

const GROUPS = ["mechanism", "independent", "public"];

export class People {
  /** `choose(phone)` is called when somebody is pressed. */
  constructor(element, phones, choose) {
    Object.assign(this, { element, phones, choose });
  }

  /** Everything anew, in the page's language; the focus stays where it was. */
  draw() {
    const focused = this.element.contains(document.activeElement) && document.activeElement.dataset.person;
    this.element.replaceChildren(...GROUPS.flatMap((group) => this.group(group)));
    if (focused) this.element.querySelector(`[data-person="${focused}"]`)?.focus();
  }

  group(name) {
    const members = this.phones.filter((phone) => phone.member.group === name);
    return [
      make("h2", { id: `group-${name}` }, say(pageLanguage(), name)),
      make("ul", { "aria-labelledby": `group-${name}` }, members.map((phone) => make("li", {}, this.person(phone)))),
    ];
  }

  person(phone) {
    const { member, number, unread, language } = phone;
    const { role, of } = member.names[pageLanguage()];
    const count = unread > 0 && make("span", { class: "unread" }, String(unread),
      make("span", { class: "hidden" }, say(pageLanguage(), "unread", { count: unread })));
    return make("button", {
      type: "button", class: "person", "data-person": member.key, "aria-pressed": String(phone.opened),
      title: say(pageLanguage(), "open", { name: member.name }), onclick: () => this.choose(phone),
    },
    face(member.name, number),
    make("span", { class: "named" }, make("b", {}, member.name), make("span", {}, role), of && make("span", { class: "of" }, of)),
    make("span", { class: "aside" }, make("span", { class: "code", lang: tag(language) }, language), count));
  }
}
