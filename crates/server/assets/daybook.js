// What the pages do besides without it: search as you type and filter without loading the page anew, by the same
// addresses; copy links and citations. Every page works without this file.
"use strict";

document.documentElement.classList.add("scripted");

(() => {
  const form = document.getElementById("search-form");
  const region = document.getElementById("region");
  if (!form || !region) return;
  const box = form.elements.namedItem("q");
  const announce = document.getElementById("announce");
  const PAUSE = 220;
  let timer = 0;
  let underWay = null;
  // Whether the newest address in the history is of a query still being typed: the next letter replaces it.
  let typing = false;
  // The search that is shown; moves within the page leave it as it is.
  let shown = location.search;

  // The address of what the form says, without the fields that nobody filled in.
  function address(button) {
    const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
    if (button && button.name) pairs.push([button.name, button.value]);
    const seen = new Set();
    const own = pairs.filter(([name, value]) => {
      const pair = name + "=" + value;
      return !seen.has(pair) && seen.add(pair);
    });
    const query = new URLSearchParams(own).toString();
    return query ? "/?" + query : "/";
  }

  async function show(target, { remember = "push", focus = null } = {}) {
    window.clearTimeout(timer);
    if (underWay) underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    region.setAttribute("aria-busy", "true");
    const url = new URL(target, location.href);
    url.searchParams.set("fragment", "results");
    try {
      const answer = await fetch(url, { signal: mine.signal, headers: { accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (mine !== underWay) return;
      const active = document.activeElement;
      const kept = region.contains(active) ? active.id : null;
      const open = [...region.querySelectorAll("details[open]")].map((details) => details.className);
      region.innerHTML = html;
      for (const name of open) {
        const details = name && region.querySelector("details." + name.split(" ").join("."));
        if (details) details.open = true;
      }
      shown = new URL(target, location.href).search;
      if (remember === "push") history.pushState(null, "", target);
      if (remember === "replace") history.replaceState(null, "", target);
      document.title = (box.value.trim() || "Search") + " – Daybook";
      const count = document.getElementById("count");
      if (announce && count) announce.textContent = count.dataset.announce;
      const next = document.getElementById(focus || kept || "");
      if (next) next.focus({ preventScroll: !focus });
      if (focus) next.scrollIntoView();
    } catch (error) {
      // The page itself knows how to say what is wrong.
      if (error.name !== "AbortError") location.assign(target);
    } finally {
      if (mine === underWay) {
        underWay = null;
        region.setAttribute("aria-busy", "false");
      }
    }
  }

  box.addEventListener("input", (event) => {
    // Letters that are still being composed are no query yet.
    if (event.isComposing) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const target = address();
      const remember = typing ? "replace" : "push";
      typing = true;
      show(target, { remember });
    }, PAUSE);
  });

  // A suggestion was taken.
  box.addEventListener("chosen", () => {
    typing = false;
    show(address());
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const target = address(event.submitter);
    const remember = typing ? "replace" : "push";
    typing = false;
    show(target, { remember, focus: event.submitter && event.submitter.classList.contains("chip") ? "results" : null });
  });

  region.addEventListener("change", (event) => {
    if (event.target.form !== form) return;
    typing = false;
    show(address());
  });

  region.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (url.origin !== location.origin || url.pathname !== "/" || url.hash) return;
    event.preventDefault();
    typing = false;
    box.value = url.searchParams.get("q") || "";
    const inList = link.closest(".pages, .chips, .empty");
    show(url.pathname + url.search, { focus: inList ? "results" : null });
  });

  window.addEventListener("popstate", () => {
    if (location.search === shown) return;
    typing = false;
    box.value = new URLSearchParams(location.search).get("q") || "";
    show(location.pathname + location.search, { remember: "no" });
  });
})();

(() => {
  const permalink = document.getElementById("permalink");
  const citation = document.getElementById("citation");
  const copied = document.getElementById("copied");
  if (!permalink || !citation) return;
  const texts = {
    link: () => permalink.href,
    citation: () => citation.textContent + ", " + permalink.href,
  };

  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without a secure connection there is only the old way.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  }

  for (const button of document.querySelectorAll("button.copy")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(texts[button.dataset.copy]());
        button.textContent = "Copied";
        copied.textContent = "Copied";
      } catch {
        button.textContent = "Not copied";
        copied.textContent = "The browser did not allow copying";
      }
      window.setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
})();

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
