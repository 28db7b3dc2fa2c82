// "More" of a facet opens in its place: all values, with a box to find one by letters that a word of its name begins with.
(() => {
  const region = document.getElementById("region");
  const announce = document.getElementById("announce");
  if (!region || !document.getElementById("search-form")) return;
  const PAUSE = 150;
  // How many values a panel has when it is closed.
  const CLOSED = 8;

  async function values(facet, search, prefix, signal) {
    const query = new URLSearchParams(search);
    query.set("fragment", "values");
    if (prefix) query.set("prefix", prefix);
    const answer = await fetch(`/facets/${facet}?${query}`, { signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    return holder.content;
  }

  const panelOf = (facet) => region.querySelector(`.facet[data-facet="${facet}"]`);
  const find = (panel) => panel.querySelector(".find input");
  const boxes = (panel) => [...panel.querySelectorAll('input[type="checkbox"]')];

  // What is chosen but not shown goes along hidden; what is shown is no longer hidden.
  function carry(panel, chosen) {
    const facet = panel.dataset.facet;
    const shown = new Set(boxes(panel).map((box) => box.value));
    for (const hidden of region.querySelectorAll(`input[type="hidden"][name="${facet}"]`)) {
      if (shown.has(hidden.value)) hidden.remove();
      else chosen.delete(hidden.value);
    }
    for (const value of chosen) {
      if (shown.has(value)) continue;
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = facet;
      hidden.value = value;
      hidden.setAttribute("form", "search-form");
      panel.append(hidden);
    }
  }

  // Puts values in place of those that are shown, and leaves the box to find one as it is.
  function fill(panel, content) {
    const chosen = new Set(boxes(panel).filter((box) => box.checked).map((box) => box.value));
    for (const part of ["ul", ".more", ".none"]) panel.querySelector(part)?.remove();
    if (find(panel)) content.querySelector(".find")?.remove();
    panel.append(content);
    panel.classList.add("open");
    carry(panel, chosen);
  }

  let underWay = null;
  async function refill(panel) {
    if (underWay) underWay.abort();
    underWay = new AbortController();
    try {
      fill(panel, await values(panel.dataset.facet, location.search, find(panel).value.trim(), underWay.signal));
      const count = panel.querySelector(".more");
      if (announce && count) announce.textContent = count.dataset.announce;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  async function open(panel, link) {
    try {
      fill(panel, await values(panel.dataset.facet, location.search, ""));
      find(panel).focus();
    } catch {
      // The page of the facet knows how to say what is wrong.
      location.assign(link.href);
    }
  }

  async function close(panel) {
    const box = find(panel);
    if (box.value.trim()) {
      box.value = "";
      await refill(panel);
    }
    const chosen = new Set(boxes(panel).filter((box) => box.checked).map((box) => box.value));
    panel.querySelector(".find").remove();
    [...panel.querySelectorAll("li")].slice(CLOSED).forEach((item) => item.remove());
    panel.querySelector(".fewer").remove();
    const link = panel.querySelector(".more a");
    link.textContent = link.dataset.closed;
    panel.classList.remove("open");
    carry(panel, chosen);
    link.focus();
  }

  region.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const panel = event.target.closest(".facet[data-facet]");
    if (!panel || !plain) return;
    const link = event.target.closest(".more a");
    if (link && !panel.classList.contains("open")) {
      event.preventDefault();
      open(panel, link);
    } else if (event.target.closest(".fewer")) {
      close(panel);
    }
  });

  let timer = 0;
  region.addEventListener("input", (event) => {
    const panel = event.target.closest(".facet.open");
    if (!panel || event.target !== find(panel)) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => refill(panel), PAUSE);
  });

  // New results come with closed panels: those that were open are fetched along with them.
  keepers.push(async (url) => {
    const opened = [...region.querySelectorAll(".facet.open")].map((panel) => ({
      facet: panel.dataset.facet,
      prefix: find(panel).value,
      scrolled: panel.querySelector("ul")?.scrollTop ?? 0,
    }));
    const fetched = await Promise.all(
      opened.map(async (panel) => ({ ...panel, content: await values(panel.facet, url.search, panel.prefix.trim()) })),
    );
    return () => {
      for (const { facet, prefix, scrolled, content } of fetched) {
        const panel = panelOf(facet);
        // Where there are few values there is nothing to open.
        if (!panel || !panel.querySelector(".more")) continue;
        fill(panel, content);
        find(panel).value = prefix;
        const list = panel.querySelector("ul");
        if (list) list.scrollTop = scrolled;
      }
    };
  });
})();
