// The search page without loading it anew: search as you type, filters, and links within it, by the same addresses.
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
      const fetched = fetch(url, { signal: mine.signal, headers: { accept: "text/html" } });
      const outlive = Promise.all(keepers.map((keeper) => keeper(new URL(target, location.href))));
      const answer = await fetched;
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      const settle = await outlive;
      if (mine !== underWay) return;
      const active = document.activeElement;
      const kept = region.contains(active) ? active.id : null;
      const open = [...region.querySelectorAll("details[open]")].map((details) => details.className);
      region.innerHTML = html;
      for (const name of open) {
        const details = name && region.querySelector("details." + name.split(" ").join("."));
        if (details) details.open = true;
      }
      for (const put of settle) if (put) put();
      shown = new URL(target, location.href).search;
      if (remember === "push") history.pushState(null, "", target);
      if (remember === "replace") history.replaceState(null, "", target);
      document.title = (box.value.trim() || "Search") + " – Daybook";
      const count = document.getElementById("count");
      if (announce && count) announce.textContent = count.dataset.announce;
      const next = document.getElementById(focus || kept || "");
      if (next) next.focus({ preventScroll: !focus });
      // Results begin anew; a chart is looked at from where it was.
      if (next && focus) next.scrollIntoView({ block: focus === "results" ? "start" : "nearest" });
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
    const to = link.closest(".timeline") ? "when" : link.closest(".pages, .chips, .empty") ? "results" : null;
    show(url.pathname + url.search, { focus: to });
  });

  window.addEventListener("popstate", () => {
    if (location.search === shown) return;
    typing = false;
    box.value = new URLSearchParams(location.search).get("q") || "";
    show(location.pathname + location.search, { remember: "no" });
  });
})();
