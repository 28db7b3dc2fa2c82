// Charts over time: the bars that are dragged across, or chosen with Shift and the arrow keys, are shown by themselves.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const COLUMN = 20;
  // A hand that clicks trembles by so many pixels.
  const TREMBLE = 6;
  // The stretch being chosen: its chart, the column it began at and the one it has come to.
  let stretch = null;
  let wasDragged = false;

  const bars = (chart) => [...chart.querySelectorAll("svg a[data-v]")];
  const column = (bar) => Math.floor(bar.querySelector(".hit").getBBox().x / COLUMN);
  const name = (bar) => bar.getAttribute("aria-label").replace(/: [^:]*$/, "");
  const hint = (chart) => chart.querySelector(".hint");

  function chosen() {
    const [first, last] = [stretch.from, stretch.to].sort((a, b) => a - b);
    return bars(stretch.chart).filter((bar) => column(bar) >= first && column(bar) <= last);
  }

  function clear() {
    if (!stretch) return;
    const { chart } = stretch;
    stretch = null;
    chart.classList.remove("choosing");
    chart.querySelector(".brush")?.remove();
    hint(chart).textContent = hint(chart).dataset.text;
  }

  function draw(how) {
    const { chart, from, to } = stretch;
    const svg = chart.querySelector("svg");
    let mark = svg.querySelector(".brush");
    if (!mark) {
      mark = document.createElementNS(SVG, "rect");
      mark.classList.add("brush");
      mark.setAttribute("height", svg.viewBox.baseVal.height);
      svg.prepend(mark);
      hint(chart).dataset.text ??= hint(chart).textContent;
    }
    mark.setAttribute("x", Math.min(from, to) * COLUMN);
    mark.setAttribute("width", (Math.abs(to - from) + 1) * COLUMN);
    chart.classList.add("choosing");
    const picked = chosen();
    const [first, last] = [picked[0], picked[picked.length - 1]];
    if (!first) hint(chart).textContent = "Nothing there";
    else hint(chart).textContent = (first === last ? name(first) : `${name(first)} to ${name(last)}`) + how;
  }

  // Where a stretch leads: what one bar leads to, the ends of several days, or every one of several hours.
  function address(chart, picked) {
    if (picked.length === 1) return picked[0].getAttribute("href");
    const url = new URL(chart.dataset.brush, location.href);
    const values = picked.map((bar) => bar.dataset.v);
    if (chart.dataset.by === "hour") {
      for (const value of values) url.searchParams.append("hour", value);
    } else {
      url.searchParams.set("from", values[0]);
      url.searchParams.set("to", values[values.length - 1]);
    }
    return url.pathname + url.search;
  }

  // Goes there as by a link, so that the search page need not load anew.
  function go() {
    const { chart } = stretch;
    const picked = chosen();
    clear();
    if (!picked.length) return;
    const link = document.createElement("a");
    link.href = address(chart, picked);
    chart.append(link);
    link.click();
    link.remove();
  }

  function under(svg, x) {
    const box = svg.getBoundingClientRect();
    const columns = svg.viewBox.baseVal.width / COLUMN;
    return Math.max(0, Math.min(columns - 1, Math.floor(((x - box.left) / box.width) * columns)));
  }

  document.addEventListener("pointerdown", (down) => {
    const svg = down.target.closest?.(".chart[data-brush] svg");
    wasDragged = false;
    if (!svg || !down.isPrimary || down.button !== 0 || down.ctrlKey || down.metaKey) return;
    const chart = svg.closest(".chart");
    const begun = under(svg, down.clientX);
    const moved = (move) => {
      if (move.pointerId !== down.pointerId) return;
      if (!wasDragged && Math.abs(move.clientX - down.clientX) < TREMBLE) return;
      if (!wasDragged) {
        wasDragged = true;
        clear();
        svg.setPointerCapture(down.pointerId);
      }
      stretch = { chart, from: begun, to: under(svg, move.clientX) };
      draw("");
    };
    const ended = (up) => {
      if (up.pointerId !== down.pointerId) return;
      stop();
      if (!wasDragged || !stretch) return;
      if (up.type === "pointerup") go();
      else clear();
    };
    const escaped = (event) => {
      if (event.key !== "Escape") return;
      stop();
      clear();
    };
    const stop = () => {
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("pointerup", ended);
      document.removeEventListener("pointercancel", ended);
      document.removeEventListener("keydown", escaped);
    };
    document.addEventListener("pointermove", moved);
    document.addEventListener("pointerup", ended);
    document.addEventListener("pointercancel", ended);
    document.addEventListener("keydown", escaped);
  });
  // The bars are links, which a browser would carry away or, after the drag, follow.
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".chart[data-brush] svg")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!wasDragged || !event.target.closest?.(".chart[data-brush] svg")) return;
    wasDragged = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("keydown", (event) => {
    const bar = event.target.closest?.(".chart[data-brush] svg a[data-v]");
    if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
    const chart = bar.closest(".chart");
    const all = bars(chart);
    const at = all.indexOf(bar);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = all[to];
      if (!next) return;
      const from = stretch && stretch.chart === chart ? stretch.from : column(bar);
      if (!event.shiftKey) clear();
      next.focus();
      if (!event.shiftKey) return;
      stretch = { chart, from, to: column(next) };
      draw(": Enter shows it");
    } else if (event.key === "Enter" && stretch) {
      event.preventDefault();
      go();
    } else if (event.key === "Escape") {
      clear();
    }
  });
  document.addEventListener("focusout", (event) => {
    if (stretch && !wasDragged && !stretch.chart.contains(event.relatedTarget)) clear();
  });

  // A chart is one stop of the Tab key; the arrows lead on. The one that was reached last stays reachable.
  function rove(chart) {
    const all = bars(chart);
    const stop = all.find((bar) => bar.classList.contains("on")) ?? all[0];
    for (const bar of all) bar.setAttribute("tabindex", bar === stop ? "0" : "-1");
  }
  const roveAll = () => document.querySelectorAll(".chart[data-brush]").forEach(rove);
  document.addEventListener("focusin", (event) => {
    const bar = event.target.closest?.(".chart[data-brush] svg a[data-v]");
    if (!bar) return;
    for (const other of bars(bar.closest(".chart"))) other.setAttribute("tabindex", other === bar ? "0" : "-1");
  });
  keepers.push(() => roveAll);
  roveAll();
})();
