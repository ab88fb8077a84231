// The line to the server: what happens comes as events, what people do goes as requests with the page's own header.

const HEADERS = { "X-Suivi-Page": "1" };

/** What does not change while the demo runs. */
export async function begin() {
  const answer = await fetch("/page/start");
  return answer.json();
}

/** Call `told` with each piece of news, `lost` with true and false as the line breaks and comes back. */
export function listen(run, told, lost) {
  const source = new EventSource("/page/events");
  source.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    // Another demo runs at the same address by now: nothing here is true any more.
    if (news.run !== run) { source.close(); location.reload(); return; }
    lost(false);
    told(news);
  });
  source.addEventListener("error", () => lost(true));
}

/** Do something; returns the answer. Throws where it was not done. */
export async function act(name, body) {
  return sent(`/page/${name}`, JSON.stringify(body), { ...HEADERS, "Content-Type": "application/json" });
}

/** Send a file with a caption. Throws where it was not taken. */
export async function sendFile(person, file, caption) {
  const form = new FormData();
  form.append("person", person);
  form.append("caption", caption);
  form.append("file", file);
  return sent("/page/send", form, HEADERS);
}

async function sent(path, body, headers) {
  const answer = await fetch(path, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}
