// Completion: words, organisations and persons that what is typed may go on to (the pattern of a combobox with a list).
(() => {
  const box = document.getElementById("q");
  if (!box || box.type !== "search" || !document.getElementById("search-form")) return;
  const PAUSE = 120;
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  let timer = 0;
  let underWay = null;
  let active = -1;

  function close() {
    window.clearTimeout(timer);
    if (underWay) underWay.abort();
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  // What was typed without its last words, as far as they begin a name from any of its words on.
  function without(typed, name) {
    const words = name.toLowerCase().split(/\s+/);
    const starts = words.map((_, at) => words.slice(at).join(" "));
    const given = typed.split(/(?<=\s)/);
    for (let at = 0; at < given.length; at += 1) {
      const rest = given.slice(at).join("").trim().toLowerCase();
      if (rest && starts.some((start) => start.startsWith(rest))) return given.slice(0, at).join("");
    }
    return "";
  }

  function option(at, query, label, kind, count) {
    const item = document.createElement("li");
    item.id = "suggestion-" + at;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.query = query;
    const name = document.createElement("bdi");
    name.textContent = label;
    const note = document.createElement("span");
    note.className = "quiet";
    note.textContent = kind + count.toLocaleString("en-GB");
    item.append(name, " ", note);
    return item;
  }

  async function suggest() {
    const typed = box.value;
    if (typed.trim().length < 2) return close();
    if (underWay) underWay.abort();
    underWay = new AbortController();
    try {
      const answer = await fetch("/v1/suggest?" + new URLSearchParams({ q: typed, limit: "5" }), { signal: underWay.signal });
      if (!answer.ok) return close();
      const { terms, entities } = await answer.json();
      if (box.value !== typed || document.activeElement !== box) return;
      const options = [
        ...entities.map((entity) => [
          without(typed, entity.matched) + entity.kind + ':"' + entity.name.replaceAll('"', "") + '"',
          entity.name,
          entity.kind + ", ",
          entity.count,
        ]),
        ...terms.filter((term) => term.text !== typed).map((term) => [term.text, term.text, "", term.count]),
      ];
      active = -1;
      list.replaceChildren(...options.map(([query, label, kind, count], at) => option(at, query, label, kind, count)));
      list.hidden = options.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
      box.removeAttribute("aria-activedescendant");
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function move(step) {
    const items = [...list.children];
    if (!items.length) return;
    // One place more than there are options: none of them.
    active = (active + 1 + step + items.length + 1) % (items.length + 1) - 1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  }

  function choose(item) {
    box.value = item.dataset.query;
    close();
    box.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  }

  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(suggest, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter") {
      if (active >= 0) {
        event.preventDefault();
        choose(list.children[active]);
      } else {
        close();
      }
    }
  });
  box.addEventListener("blur", close);
  // Before the box loses the focus.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) choose(item);
  });
})();
