// The attendance grid: a native table whose cells are saved as they are left, over our own route.
//
// Streamlit calls the function below at every rerun; the state lives in REGISTERS, never in the page. A change is first written
// into a draft in this tab's storage (codes and keys, no names), then sent, and dropped only by an answer that names it; it keeps
// its name at every repeat, so that sending it twice does it once. Nobody is overwritten unseen: a cell that somebody else
// changed meanwhile shows both values and asks.
const REGISTERS = new Map();
const SHAPE = /^(?:A|O\d{0,3}|L\d{1,3}|G[ZVLSWAK]\d{0,3})?$/;
const MOST = 250, FIRST_SEND = 15, PATIENCE = 4000, SIGN_IN_EVERY = 5000, QUIET = 1000;
const AGAIN = [400, 800, 1600, 2000];

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

class Register {
  constructor(data) {
    this.key = `raster:${data.user}:${data.register}`;
    this.page = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.count = 0;
    this.stored = new Map();
    this.pending = new Map();
    this.next = new Map();
    this.invalid = new Map();
    this.conflicts = new Map();
    this.history = [];
    this.boxes = new Map();
    this.tries = 0;
    this.saved = 0;
    this.told = 0;
    this.trouble = "";
    this.note = "";
    this.current = null;
    this.root = null;
    this.data = data;
    this.restore();
  }

  // --- the draft -----------------------------------------------------------------------------------------------------------
  keep() {
    const open = { pending: [...this.pending.values()], next: [...this.next], conflicts: [], invalid: [] };
    open.conflicts = [...this.conflicts].map(([cell, found]) => [cell, found.mine]);
    open.invalid = [...this.invalid].map(([cell, found]) => [cell, found.text]);
    try {
      if (Object.values(open).some((list) => list.length)) sessionStorage.setItem(this.key, JSON.stringify(open));
      else sessionStorage.removeItem(this.key);
    } catch { this.note = this.say("no_storage"); }
  }

  restore() {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null"); } catch { kept = null; }
    if (!kept) return;
    for (const op of kept.pending) this.pending.set(op.cell, op);
    for (const [cell, value] of kept.next) this.next.set(cell, value);
    for (const [cell, text] of kept.invalid) this.invalid.set(cell, { text, reason: this.reason(cell, text) });
    // A conflict is asked for again: no version is older than this one, so the answer tells both values anew.
    for (const [cell, mine] of kept.conflicts) this.pending.set(cell, { op: this.name(), cell, base: -1, value: mine });
  }

  // --- values --------------------------------------------------------------------------------------------------------------
  say(name, values = {}) { return filled(this.data.texts[name] ?? "", values); }
  name() { this.count += 1; return `${this.page}-${this.count}`; }
  // A lesson beside people, or (turned) a person beside lessons: the key of a place, and the place of a key.
  at(column, row) {
    if (!column || !row) return "";
    return this.data.turned ? `${row.id}:${column.id}` : `${column.id}:${row.id}`;
  }

  spot(key) {
    const [lesson, person] = key.split(":").map(Number), [x, y] = this.data.turned ? [person, lesson] : [lesson, person];
    return [this.data.columns.findIndex((each) => each.id === x), this.data.people.findIndex((each) => each.id === y)];
  }

  cell(key) { return this.stored.get(key) ?? { code: "", version: 0, lock: "" }; }
  isOpen(key) { return this.pending.has(key) || this.next.has(key) || this.conflicts.has(key) || this.invalid.has(key); }

  value(key) {
    if (this.next.has(key)) return this.next.get(key);
    if (this.pending.has(key)) return this.pending.get(key).value;
    return this.cell(key).code;
  }

  text(key) { return this.invalid.has(key) ? this.invalid.get(key).text : this.value(key); }
  waiting() { return new Set([...this.pending.keys(), ...this.next.keys()]).size; }

  reason(key, text) {
    const lessons = this.data.turned ? this.data.people : this.data.columns;
    const given = lessons.find((lesson) => lesson.id === Number(key.split(":")[0]))?.given ?? 999;
    if (/^G\d*$/.test(text)) return this.say("no_ground");
    if (!SHAPE.test(text)) return text === "L" ? this.say("no_minutes") : this.say("unknown", { code: text });
    const minutes = /\d+$/.exec(text);
    if (minutes && (Number(minutes[0]) < 1 || Number(minutes[0]) > given)) return this.say("too_many", { code: text, given });
    return "";
  }

  // --- changes -------------------------------------------------------------------------------------------------------------
  commit(key, typed, step) {
    const text = typed.replace(/\s+/g, "").toUpperCase().slice(0, 12);
    if (text === this.text(key) && !this.conflicts.has(key)) return this.paint(key);
    if (this.conflicts.has(key) && text === this.cell(key).code) return this.paint(key);
    const before = this.value(key), reason = this.reason(key, text);
    this.isClosing = false;
    this.conflicts.delete(key);
    if (reason) this.invalid.set(key, { text, reason });
    else {
      this.invalid.delete(key);
      if (text !== before) {
        this.put(key, text);
        const change = { key, before, after: text };
        if (step) step.push(change);
        else this.history.push([change]);
      }
    }
    this.keep();
    this.paint(key);
    this.status();
  }

  put(key, value) {
    const open = this.pending.get(key);
    if (!open) this.pending.set(key, { op: this.name(), cell: key, base: this.cell(key).version, value });
    else if (open.value === value) this.next.delete(key);
    else this.next.set(key, value);
    this.keep();
    this.soon(FIRST_SEND);
  }

  undo() {
    const step = this.history.pop();
    if (!step) return;
    let skipped = 0;
    for (const { key, before, after } of step) {
      if (this.value(key) !== after || this.conflicts.has(key) || this.cell(key).lock) { skipped += 1; continue; }
      this.invalid.delete(key);
      this.put(key, before);
      this.paint(key);
    }
    this.note = skipped ? this.say("skipped", { n: skipped }) : this.say("undone");
    this.keep();
    this.status();
  }

  decide(key, isMine) {
    const found = this.conflicts.get(key);
    if (!found) return;
    this.conflicts.delete(key);
    this.isClosing = false;
    if (isMine) { this.history.push([{ key, before: this.cell(key).code, after: found.mine }]); this.put(key, found.mine); }
    this.keep();
    this.paint(key);
    this.status();
    this.boxes.get(key)?.focus();
  }

  // --- sending -------------------------------------------------------------------------------------------------------------
  soon(wait) {
    if (this.flying || this.timer) return;
    this.timer = setTimeout(() => { this.timer = null; this.send(); }, wait);
  }

  body(ops) {
    const sent = ops.map(({ op, cell, base, value }) => ({ op, cell, base, value }));
    return JSON.stringify({ user: this.data.user, lesson: this.data.lesson, ops: sent });
  }

  ask(ops, further) {
    return fetch(this.data.url, {
      method: "POST", headers: { "Content-Type": "application/json" }, credentials: "same-origin", body: this.body(ops), ...further,
    });
  }

  async send() {
    if (this.flying) return;
    clearTimeout(this.timer);
    this.timer = null;
    const ops = [...this.pending.values()].slice(0, MOST);
    if (!ops.length) return this.status();
    this.flying = true;
    this.status();
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    let wait = null;
    try {
      const answer = await this.ask(ops, { signal: stop.signal });
      if (answer.ok) {
        this.settle((await answer.json()).results);
        this.tries = 0;
        this.trouble = "";
        wait = this.pending.size ? 0 : null;
      } else wait = await this.refuse(answer);
    } catch { wait = this.later("offline"); }
    clearTimeout(clock);
    this.flying = false;
    if (wait !== null) this.soon(wait);
    this.status();
    this.closeOnceSaved();
    this.tell();
  }

  later(trouble) {
    this.trouble = trouble;
    this.tries += 1;
    return AGAIN[Math.min(this.tries, AGAIN.length) - 1];
  }

  async refuse(answer) {
    if (answer.status === 401) { this.trouble = "sign_in"; return SIGN_IN_EVERY; }
    if (answer.status >= 500) return this.later("offline");
    this.trouble = "refused";
    this.why = (await answer.json().catch(() => ({}))).reason ?? "";
    return null;
  }

  // Leaving the page: what is open goes once more, whether or not a request is under way; its name makes it one change.
  last() {
    this.leave();
    const ops = [...this.pending.values()].slice(0, MOST);
    if (ops.length && this.trouble !== "refused") this.ask(ops, { keepalive: true }).catch(() => null);
  }

  settle(results) {
    for (const result of results) {
      const key = result.cell, open = this.pending.get(key);
      if (!open || open.op !== result.op) continue;
      this.pending.delete(key);
      const next = this.next.get(key);
      this.next.delete(key);
      if (result.status !== "refused" || result.version) this.take(key, result.value, result.version);
      if (result.status === "conflict") this.conflicts.set(key, { mine: next ?? result.mine, by: result.by });
      else if (next !== undefined && next !== this.cell(key).code) this.put(key, next);
      else if (result.status === "refused") this.invalid.set(key, { text: open.value, reason: result.reason });
      if (["saved", "same", "repeat"].includes(result.status)) this.saved += 1;
      this.keep();
      this.paint(key);
    }
  }

  take(key, code, version) { this.stored.set(key, { ...this.cell(key), code, version }); }

  // Once nothing is open and nobody typed for a second: the page may count again.
  tell() {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      const isTyping = this.current && this.boxes.get(this.current)?.value !== this.text(this.current);
      if (this.pending.size || isTyping || this.saved === this.told || !this.root?.isConnected) return;
      this.told = this.saved;
      this.announce?.(this.saved);
    }, QUIET);
  }

  // --- what the server knows -----------------------------------------------------------------------------------------------
  merge(data) {
    const shape = (of) => JSON.stringify([of.columns, of.people, of.cells.map((cell) => [cell.key, cell.lock]), of.texts.code]);
    const isSame = this.root && this.shape === shape(data);
    this.data = data;
    this.shape = shape(data);
    for (const cell of data.cells) {
      const known = this.stored.get(cell.key);
      if (!known || cell.version > known.version) {
        if (!known || !this.isOpen(cell.key)) this.stored.set(cell.key, { code: cell.code, version: cell.version, lock: cell.lock });
      } else this.stored.set(cell.key, { ...known, lock: cell.lock });
    }
    if (this.root && !isSame) this.draw();
    for (const key of this.boxes.keys()) if (!(key === this.current && this.isDirty())) this.paint(key);
    if (this.trouble === "refused") this.trouble = "";
    if (this.pending.size) this.soon(FIRST_SEND);
    this.status();
    this.arrive();
  }

  isDirty() {
    const box = this.boxes.get(this.current);
    return Boolean(box) && this.isFocused(box) && box.value !== this.text(this.current);
  }

  isFocused(box) { return box.getRootNode().activeElement === box; }

  // --- drawing -------------------------------------------------------------------------------------------------------------
  build(parent) {
    this.root = parent;
    this.narrow = matchMedia("(max-width: 640px)");
    this.narrow.onchange = () => this.draw();
    this.draw();
  }

  draw() {
    const hadFocus = this.current && this.boxes.get(this.current) && this.isFocused(this.boxes.get(this.current));
    const half = hadFocus ? this.boxes.get(this.current).value : null;
    this.boxes = new Map();
    const table = element("table", { class: this.narrow.matches ? "cards" : "" });
    table.append(element("caption", {}, this.data.texts.caption), this.head(), this.rows());
    this.line = element("div", { class: "status", role: "status", "aria-live": "polite" });
    this.alert = element("div", { class: "alert", role: "alert" });
    this.question = element("div", { class: "question" });
    const skip = element("a", { class: "skip", href: "#" }, this.say("skip"));
    const end = element("div", { tabindex: "-1", class: "end" });
    skip.onclick = (event) => { event.preventDefault(); end.focus(); };
    this.scroll = element("div", { class: "scroll" }, table);
    this.root.querySelector(".raster").replaceChildren(skip, this.line, this.question, this.scroll, this.alert, this.foot(), end);
    for (const key of this.boxes.keys()) this.paint(key);
    if (hadFocus && this.boxes.get(this.current)) { this.boxes.get(this.current).focus(); this.boxes.get(this.current).value = half; }
    this.status();
  }

  head() {
    const row = element("tr", {}, element("th", { scope: "col" }, this.say(this.data.turned ? "lesson" : "person")));
    for (const column of this.data.columns) {
      const head = element("th", { scope: "col", id: `c${column.id}` }, element("span", {}, column.day), element("small", {}, column.hours ?? ""));
      if (column.note) head.append(element("small", { class: "lock" }, column.note));
      else if (this.data.editable) {
        const fill = element("button", { type: "button", class: "fill", "aria-label": `${this.say("fill")}: ${column.day}` }, this.say("fill"));
        fill.onclick = () => this.offer(column);
        head.append(fill);
      }
      row.append(head);
    }
    return element("thead", {}, row);
  }

  rows() {
    const body = element("tbody"), known = new Map(this.data.cells.map((cell) => [cell.key, cell]));
    for (const person of this.data.people) {
      const row = element("tr", {}, element("th", { scope: "row", id: `p${person.id}` }, person.name));
      for (const column of this.data.columns) row.append(this.place(known.get(this.at(column, person)), column, person));
      body.append(row);
    }
    return body;
  }

  place(cell, column, person) {
    if (!cell) return element("td", { class: "none", "aria-label": this.say("absent_here") }, "");
    const place = element("td", { "data-day": this.data.columns.length > 1 ? column.day : "", title: person.note ?? null });
    if (cell.lock || !this.data.editable) {
      place.append(element("span", { class: "fixed", title: cell.lock }, this.cell(cell.key).code || (cell.lock ? "–" : "")));
      return place;
    }
    const box = element("input", {
      type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "12", size: "5",
      "aria-labelledby": `p${person.id} c${column.id}`, "data-key": cell.key, enterkeyhint: "next",
    });
    this.boxes.set(cell.key, box);
    box.onfocus = () => { this.current = cell.key; box.select(); };
    box.onblur = () => this.commit(cell.key, box.value);
    box.onkeydown = (event) => this.pressed(event, cell.key, box);
    box.onpaste = (event) => this.pasted(event, cell.key);
    box.oninput = () => clearTimeout(this.quiet);
    place.append(box);
    if (this.narrow.matches) place.append(this.buttons(cell.key));
    place.append(element("div", { class: "both" }));
    return place;
  }

  buttons(key) {
    const bar = element("div", { class: "bar" }), more = element("div", { class: "bar more" });
    const button = (label, name, act) => {
      const made = element("button", { type: "button", "aria-label": name, "aria-pressed": "false", "data-code": label }, label);
      made.onclick = act;
      return made;
    };
    const choose = (letter, options) => () => more.replaceChildren(...options.map(([code, name]) =>
      button(code, name, () => { more.replaceChildren(); this.commit(key, letter + code); })));
    const minutes = [5, 10, 15, 20, 30].map((number) => [String(number), `${number} min`]);
    bar.append(
      button("A", this.say("code_a"), () => this.commit(key, "A")), button("G", this.say("code_g"), choose("G", this.data.grounds)),
      button("O", this.say("code_o"), () => this.commit(key, "O")), button("L", this.say("code_l"), choose("L", minutes)),
    );
    return element("div", { class: "touch" }, bar, more);
  }

  paint(key) {
    const box = this.boxes.get(key);
    if (!box) return;
    const wrong = this.invalid.get(key), both = this.conflicts.get(key), place = box.parentElement;
    box.value = this.text(key);
    box.toggleAttribute("aria-invalid", false);
    if (wrong) box.setAttribute("aria-invalid", "true");
    box.title = wrong ? wrong.reason : "";
    place.className = wrong ? "wrong" : both ? "conflict" : this.pending.has(key) || this.next.has(key) ? "open" : "";
    for (const button of place.querySelectorAll(".bar:not(.more) button"))
      button.setAttribute("aria-pressed", String(Boolean(box.value) && box.value[0] === button.dataset.code));
    const asked = place.querySelector(".both");
    asked.replaceChildren();
    if (!both) return;
    const mine = element("button", { type: "button" }, this.say("mine", { code: both.mine || "∅" }));
    const theirs = element("button", { type: "button" }, `${both.by}: ${this.cell(key).code || "∅"}`);
    mine.onclick = () => this.decide(key, true);
    theirs.onclick = () => this.decide(key, false);
    asked.append(mine, theirs);
  }

  status() {
    if (!this.line) return;
    const n = this.waiting(), both = this.conflicts.size, wrong = this.invalid.size;
    let kind = "done", text = this.say("all_saved");
    if (this.trouble === "sign_in") [kind, text] = ["late", this.say("sign_in", { n })];
    else if (this.trouble === "refused") [kind, text] = ["late", `${this.why} ${this.say("waiting", { n })}`];
    else if (this.trouble === "offline") [kind, text] = ["late", this.say("offline", { n })];
    else if (both) [kind, text] = ["soon", this.say(both === 1 ? "conflict" : "conflicts", { n: both })];
    else if (wrong) [kind, text] = ["soon", this.say(wrong === 1 ? "wrong" : "wrongs", { n: wrong })];
    else if (n) [kind, text] = ["plan", this.say("saving", { n })];
    const empty = this.data.cells.filter((cell) => !cell.lock && !this.value(cell.key)).length;
    const whole = `${text}${this.data.editable ? ` · ${this.say("empty", { n: empty })}` : ""}${this.note ? ` · ${this.note}` : ""}`;
    if (this.line.textContent !== whole) this.line.textContent = whole;
    this.line.className = `status ${kind}`;
    this.line.hidden = !this.data.editable;
    const reasons = [...new Set([...this.invalid.values()].map((found) => found.reason))].join(" ");
    if (this.alert.textContent !== reasons) this.alert.textContent = reasons;
    this.tally();
  }

  // --- closing, and on to the next lesson ----------------------------------------------------------------------------------
  // One button under a single lesson, which Ctrl+Enter presses from any cell: fill what is empty (it asks), close, go on.
  foot() {
    this.counts = element("span", { class: "counts" });
    this.said = element("span", { role: "status" });
    this.onward = element("button", { type: "button", class: "primary", "aria-keyshortcuts": "Control+Enter" });
    this.onward.onclick = () => this.proceed();
    // Held down, Enter would answer the question, close the lesson and open the next one in one breath.
    this.onward.onkeydown = (event) => { if (event.repeat && event.key === "Enter") event.preventDefault(); };
    this.below = element("div", { class: "foot" }, this.counts, this.said, this.onward);
    return this.below;
  }

  tally() {
    const foot = this.data.foot;
    this.below.hidden = !foot;
    if (!foot) return;
    const n = { A: 0, G: 0, O: 0, L: 0 };
    for (const cell of this.data.cells) if (this.value(cell.key)) n[this.value(cell.key)[0]] += 1;
    const put = (place, text) => { if (place.textContent !== text) place.textContent = text; };
    put(this.counts, this.say("counts", n));
    put(this.said, foot.said);
    this.said.className = foot.refused ? "no" : "";
    put(this.onward, foot.close || foot.next);
    this.onward.hidden = !(foot.close || foot.next);
  }

  proceed() {
    const foot = this.data.foot, column = this.data.columns[this.current && !this.data.turned ? Math.max(0, this.spot(this.current)[0]) : 0];
    if (foot && !foot.close) { if (foot.next) this.trigger("next"); return; }
    if (this.data.turned) return;
    if (this.empty(column).length) return this.offer(column, foot ? this.below : null);
    if (!foot) return;
    this.isClosing = true;
    this.closeOnceSaved();
  }

  // The last cell may still be on its way: a lesson is closed once all of it is stored, and not while something asks for a choice.
  closeOnceSaved() {
    if (!this.isClosing) return;
    const asks = [...this.invalid.keys(), ...this.conflicts.keys()][0];
    if (asks) { this.isClosing = false; return this.boxes.get(asks)?.focus(); }
    if (this.waiting()) return this.soon(FIRST_SEND);
    this.isClosing = false;
    this.isLeaving = true;
    this.trigger("close");
  }

  // After closing the focus waits on the way to the next lesson; a lesson that was asked for begins in its first empty cell.
  arrive() {
    const { begin, foot } = this.data;
    if (this.isLeaving && foot && (!foot.close || foot.refused)) {
      this.isLeaving = false;
      (this.onward.hidden ? this.root.querySelector(".end") : this.onward).focus();
    }
    if (!begin || begin === this.begun) return;
    this.begun = begin;
    const first = [...this.boxes].find(([key]) => !this.text(key)) ?? [...this.boxes][0];
    (first ? first[1] : this.onward).focus();
  }

  empty(column) {
    return this.data.people.map((person) => this.at(column, person)).filter((key) => this.boxes.has(key) && !this.text(key));
  }

  // --- keys, paste, fill ---------------------------------------------------------------------------------------------------
  pressed(event, key, box) {
    this.note = "";
    const isEdge = (at) => box.selectionStart === (box.selectionEnd === box.value.length && box.selectionStart === 0 ? 0 : at);
    const isHeld = event.ctrlKey || event.metaKey;
    const go = (down, right) => { event.preventDefault(); this.commit(key, box.value); this.move(key, down, right); };
    // A letter typed here is no shortcut of the page around it.
    if (!isHeld && !event.altKey && event.key.length === 1) event.stopPropagation();
    if (isHeld && event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      this.commit(key, box.value);
      if (!event.repeat) this.proceed();
    } else if (isHeld && event.key.toLowerCase() === "s") { event.preventDefault(); this.commit(key, box.value); this.send(); }
    else if (isHeld && event.key.toLowerCase() === "z") {
      if (box.value !== this.text(key)) return;
      event.preventDefault();
      this.undo();
    } else if (isHeld || event.altKey) return;
    else if (event.key === "Enter") go(event.shiftKey ? -1 : 1, 0);
    else if (event.key === "ArrowDown") go(1, 0);
    else if (event.key === "ArrowUp") go(-1, 0);
    else if (event.key === "ArrowLeft" && isEdge(0)) go(0, -1);
    else if (event.key === "ArrowRight" && isEdge(box.value.length)) go(0, 1);
    else if (event.key === "Escape") { event.preventDefault(); box.value = this.text(key); box.select(); }
  }

  move(key, down, right) {
    const { columns, people } = this.data, [left, top] = this.spot(key);
    let x = left + right, y = top + down;
    for (; x >= 0 && x < columns.length && y >= 0 && y < people.length; x += right, y += down) {
      const box = this.boxes.get(this.at(columns[x], people[y]));
      if (box) return box.focus();
    }
    this.boxes.get(key)?.select();
  }

  pasted(event, key) {
    const text = (event.clipboardData?.getData("text") ?? "").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault();
    const { columns, people } = this.data, [left, top] = this.spot(key), step = [];
    let outside = 0;
    text.split("\n").forEach((line, y) => line.split("\t").forEach((value, x) => {
      const target = this.at(columns[left + x], people[top + y]);
      if (this.boxes.has(target)) this.commit(target, value, step);
      else if (value.trim()) outside += 1;
    }));
    if (step.length) this.history.push(step);
    this.note = outside ? this.say("outside", { n: outside }) : "";
    this.status();
  }

  // Asked beside the button it came from, so that nobody looks for it.
  offer(column, place = null) {
    const keys = this.empty(column), back = this.current;
    const close = (next) => { this.question.replaceChildren(); next?.focus(); };
    const no = element("button", { type: "button" }, this.say(keys.length ? "fill_no" : "fill_close"));
    no.onclick = () => close(this.boxes.get(keys[0] ?? back));
    if (place) place.before(this.question);
    else this.scroll.before(this.question);
    this.question.replaceChildren(element("span", {}, this.say(keys.length ? "fill_ask" : "fill_none", { n: keys.length, day: column.day })));
    if (keys.length) {
      const yes = element("button", { type: "button", class: "primary" }, this.say("fill_yes", { n: keys.length }));
      yes.onkeydown = (event) => { if (event.repeat && event.key === "Enter") event.preventDefault(); };
      yes.onclick = () => {
        const step = [];
        // What was filled meanwhile stays; what the server filled comes back as a conflict, never as A.
        for (const key of keys) if (!this.text(key)) this.commit(key, "A", step);
        if (step.length) this.history.push(step);
        close(this.data.foot?.close ? this.onward : this.boxes.get(back ?? keys[0]));
      };
      this.question.append(yes);
      setTimeout(() => yes.focus(), 0);
    }
    this.question.append(no);
  }

  leave() {
    const box = this.boxes.get(this.current);
    if (box && this.isFocused(box)) this.commit(this.current, box.value);
    this.keep();
  }
}

const mounted = () => [...REGISTERS.values()].filter((register) => register.root?.isConnected);
window.addEventListener("pagehide", () => mounted().forEach((register) => register.last()));
document.addEventListener("visibilitychange", () => { if (document.hidden) mounted().forEach((register) => register.last()); });
window.addEventListener("online", () => mounted().forEach((register) => register.send()));
window.addEventListener("beforeunload", (event) => {
  mounted().forEach((register) => register.leave());
  if (mounted().some((register) => register.trouble && register.waiting())) event.preventDefault();
});
// The focus fell to the page although nobody clicked away (something was drawn anew): the key goes to the cell where it was.
let isElsewhere = false;
document.addEventListener("pointerdown", (event) => { isElsewhere = !event.composedPath().some((each) => each.classList?.contains("raster")); }, true);
document.addEventListener("keydown", (event) => {
  const isText = event.key.length === 1 || event.key === "Enter";
  if (document.activeElement !== document.body || isElsewhere || event.ctrlKey || event.metaKey || !isText) return;
  for (const register of mounted()) register.boxes.get(register.current)?.focus();
}, true);

export default function ({ data, parentElement, setTriggerValue }) {
  const key = `${data.user}:${data.register}`;
  for (const [other, register] of REGISTERS)
    if (other !== key && !register.waiting() && !register.conflicts.size && !register.invalid.size) REGISTERS.delete(other);
  const register = REGISTERS.get(key) ?? new Register(data);
  REGISTERS.set(key, register);
  register.announce = (count) => setTriggerValue("saved", count);
  register.trigger = (name) => setTriggerValue(name, register.count += 1);
  for (const cell of data.cells) if (!register.stored.has(cell.key)) register.stored.set(cell.key, { code: cell.code, version: cell.version, lock: cell.lock });
  register.data = data;
  if (register.root !== parentElement || !parentElement.querySelector(".raster table")) register.build(parentElement);
  register.merge(data);
}
