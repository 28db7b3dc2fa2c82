// What pages look like where nobody presses anything: on paper, while they load, under a finger, with hostile text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ARCHIVES, launch, open, serve } from "./daybook.mjs";
import { on, PAGES } from "./stories.mjs";

const visible = (page, selector) =>
  page.$$eval(selector, (all) => all.filter((element) => element.checkVisibility() && element.getClientRects().length > 0).map((element) => element.outerHTML.slice(0, 80)));

for (const [path, kept] of [
  ["/?q=waiting+times&organisation=nhs-england", [".printed", ".hit", ".chips.active .chip", ".chart .bar"]],
  ["/entries/daily-live-16122014/15", [".entry .text", ".quote", "#citation"]],
  ["/pages/daily-live-16122014", [".moment .text", ".replay h2", "h1"]],
  ["/entities/organisation/unison", [".network", ".chart .bar", ".hit"]],
  ["/archive", [".heat", ".totals"]],
]) {
  test(`${path} on paper: what is read, without what is pressed; black on white, and no wider than the sheet`, () =>
    on(path, { scheme: "dark", width: 680 }, async (page) => {
      await page.emulateMediaType("print");
      for (const pressed of ["nav", "header.site", "footer.site", "button:not(.chip)", "input", "select", ".skip", ".filters", ".neighbours", ".rail", ".links", "summary", ".hint"]) {
        assert.deepEqual(await visible(page, pressed), [], pressed);
      }
      for (const read of kept) assert.notDeepEqual(await visible(page, read), [], read);
      const colours = await page.evaluate(() => [document.body, document.querySelector("h1, h2:not(:empty)")].map((element) => {
        const style = getComputedStyle(element);
        return [style.color, style.backgroundColor];
      }));
      assert.deepEqual(colours[0], ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
      const sheets = await page.pdf({ format: "A4", preferCSSPageSize: true });
      assert.equal(Buffer.from(sheets.slice(0, 5)).toString(), "%PDF-");
    }));
}

test("nothing moves while a page loads", async () => {
  for (const path of PAGES) {
    for (const width of [360, 1280]) {
      const before = (page) =>
        page.evaluateOnNewDocument(() => {
          globalThis.moved = [];
          new PerformanceObserver((list) => {
            for (const shift of list.getEntries()) globalThis.moved.push(shift.value);
          }).observe({ type: "layout-shift", buffered: true });
        });
      await on(path, { width, before }, async (page) => {
        // Two frames: what the script does at first is drawn.
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        const moved = await page.evaluate(() => globalThis.moved.reduce((sum, value) => sum + value, 0));
        assert.ok(moved < 0.001, `${path} moves by ${moved} at ${width} pixels`);
      });
    }
  }
});

/** Targets that a finger may miss, by WCAG 2.5.8: smaller than 24 pixels, and another within a circle as wide around them. */
const missed = () => {
  const SIZE = 24;
  // Links in a sentence are as high as its lines, and every bar of a chart has a row of the table below it.
  const exempt = ".text a, p.quiet a, .chart svg a";
  const targets = [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((element) => !element.matches(exempt) && element.checkVisibility() && element.closest("[aria-hidden=true]") === null)
    .map((element) => ({ element, box: (element.querySelector("use") ?? element).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.height > 1)
    .map((target) => ({ ...target, x: target.box.x + target.box.width / 2, y: target.box.y + target.box.height / 2 }))
    .map((target) => ({ ...target, small: Math.min(target.box.width, target.box.height) < SIZE - 0.5 }));
  const near = (one, other) => {
    if (one.element === other.element) return false;
    if (other.small) return Math.hypot(one.x - other.x, one.y - other.y) < SIZE - 0.5;
    const across = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
    const down = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
    return Math.hypot(across, down) < SIZE / 2 - 0.5;
  };
  return targets
    .filter((target) => target.small && targets.some((other) => near(target, other)))
    .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width.toFixed(1)}x${box.height.toFixed(1)}`);
};

test("what a finger presses is 24 pixels wide and high, or far enough from others", async () => {
  for (const path of PAGES) {
    await on(path, { width: 360, height: 780, touch: true }, async (page) => {
      assert.deepEqual(await page.evaluate(missed), [], path);
    });
  }
  // The measure itself: days half as far apart are missed.
  await on("/archive", { width: 360, height: 780, touch: true }, async (page) => {
    await page.evaluate(() => {
      const [day, ...others] = document.querySelectorAll(".heat a use");
      others.forEach((other, at) => {
        day.closest("svg").append(other.closest("a"));
        other.setAttribute("x", String(at * 7));
        other.setAttribute("y", "18");
      });
    });
    assert.ok((await page.evaluate(missed)).length > 1);
  });
});

test("hostile text stays within the page, at every width, and does nothing", async () => {
  const server = await serve(ARCHIVES.hostile);
  const browser = await launch();
  try {
    const targets = ["/", "/?q=waiting", "/archive", "/facets/organisation", "/facets/page"];
    const answer = await (await fetch(`${server.base}/v1/search?q=waiting&facets=organisation,person`)).json();
    assert.equal(answer.total, 10, "both pages are there");
    for (const hit of answer.hits) targets.push(`/entries/${hit.page.id}/${hit.seq}`, `/pages/${hit.page.id}`);
    for (const kind of ["organisation", "person"]) {
      for (const { slug } of answer.facets[kind]) targets.push(`/entities/${kind}/${slug}`);
    }
    assert.ok(targets.some((target) => target.startsWith("/entities/")), targets.join(" "));
    for (const path of new Set(targets)) {
      for (const width of [360, 1440]) {
        const { page, complaints, close } = await open(browser, server.base, path, { width });
        const seen = await page.evaluate(() => ({
          over: document.documentElement.scrollWidth - window.innerWidth,
          scripts: [...document.scripts].filter((script) => !script.src.startsWith(location.origin)).length,
          images: document.images.length,
          // A box that is wider than what holds it hides text, unless it can be scrolled.
          cut: [...document.querySelectorAll("main *")]
            .filter((element) => element.closest(".unseen, .scroll, svg, .box") === null && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")
            .map((element) => element.outerHTML.slice(0, 60)),
          // Text that turns what follows round is kept to itself: the words after it stand in their order.
          turned: getComputedStyle(document.querySelector("h1")).direction,
        }));
        assert.deepEqual(seen, { over: 0, scripts: 0, images: 0, cut: [], turned: "ltr" }, `${path} at ${width}`);
        assert.deepEqual(complaints, [], path);
        await close();
      }
    }
  } finally {
    await browser.close();
    server.stop();
  }
});
