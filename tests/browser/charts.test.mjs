// Stretches of time, chosen on the charts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { count, on, settled } from "./stories.mjs";

/** The middle of a bar's column, on the screen. */
const place = (page, value) =>
  page.$eval(`.chart a[data-v="${value}"] .hit`, (hit) => {
    const box = hit.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });

async function drag(page, first, last) {
  const [from, to] = [await place(page, first), await place(page, last)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 4 });
  await page.mouse.move(to.x, to.y);
  const said = await page.$eval(".chart .hint", (hint) => hint.textContent);
  await page.mouse.up();
  return said;
}

const bars = (page) => page.$$eval(".chart a[data-v]", (links) => links.map((link) => link.dataset.v));

test("dragging across bars zooms into the stretch, and the back button undoes it", () =>
  on("/", {}, async (page) => {
    await page.evaluate(() => { window.same = true; });
    const all = await count(page);
    const said = await drag(page, "2013", "2015");
    assert.equal(said, "2013 to 2015");
    await settled(page, "?from=2013&to=2015");
    const some = await count(page);
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    const shown = await bars(page);
    assert.ok(shown.length > 3 && shown.every((value) => /^201[345]-\d\d$/.test(value)), shown.join(" "));
    assert.equal(await page.$eval("#from", (box) => box.value), "2013");
    assert.equal(await page.$eval('.crumbs [aria-current="true"]', (crumb) => crumb.textContent), "January 2013 to December 2015");
    assert.equal(await page.evaluate(() => window.same && document.activeElement.id), "when");
    await page.goBack();
    await settled(page, "");
    assert.equal(await count(page), all);
  }));

test("dragging to the left does the same, within what else is searched; on hours it chooses each", () =>
  on("/?q=waiting&date=2014-12-16", {}, async (page) => {
    const hours = await bars(page);
    const [first, last] = [hours[0], hours[hours.length - 1]];
    await drag(page, last, first);
    await settled(page, `?q=waiting&date=2014-12-16&${hours.map((hour) => `hour=${hour}`).join("&")}`);
    const chosen = await page.$$eval(".chart a.on", (links) => links.map((link) => link.dataset.v));
    assert.deepEqual(chosen, hours);
  }));

test("a drag that stays on one bar is that bar; Escape and a mere click change nothing else", () =>
  on("/", {}, async (page) => {
    const from = await place(page, "2014");
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 12, from.y, { steps: 3 });
    await page.keyboard.press("Escape");
    await page.mouse.up();
    assert.equal(await page.evaluate(() => location.search), "");
    assert.equal(await page.$(".chart .brush"), null);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y, { steps: 3 });
    await page.mouse.up();
    await settled(page, "?date=2014");
  }));

test("by keyboard: one stop of the Tab key, arrows move, Shift chooses, Enter shows", () =>
  on("/", {}, async (page) => {
    const [first, second, third] = await bars(page);
    await page.$eval(`.chart a[data-v="${first}"]`, (bar) => bar.focus());
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.v), second);
    const stops = await page.$$eval('.chart a[tabindex="0"]', (links) => links.map((link) => link.dataset.v));
    assert.deepEqual(stops, [second]);
    await page.keyboard.down("Shift");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.up("Shift");
    assert.equal(await page.$eval(".chart .hint", (hint) => hint.textContent), `${second} to ${third}: Enter shows it`);
    assert.ok(await page.$eval(".chart .hint", (hint) => hint.getAttribute("role") === "status" && hint.checkVisibility()));
    await page.keyboard.press("Enter");
    await settled(page, `?from=${second}&to=${third}`);
  }));

test("the chart of a person leads to a search", () =>
  on("/entities/person/dev-mistry", {}, async (page) => {
    const [first, ...others] = await bars(page);
    const last = others[others.length - 1];
    await Promise.all([page.waitForNavigation(), drag(page, first, last)]);
    assert.equal(await page.evaluate(() => location.search), `?person=dev-mistry&from=${first}&to=${last}`);
    assert.ok((await count(page)) > 0);
  }));

test("a finger chooses as well, and may still scroll", () =>
  on("/", { width: 360, height: 780 }, async (page) => {
    const [from, to] = [await place(page, "2013"), await place(page, "2015")];
    const client = await page.createCDPSession();
    const touch = (type, point) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [{ x: point.x, y: point.y }] : [] });
    await touch("touchStart", from);
    for (const share of [0.2, 0.5, 0.8, 1]) await touch("touchMove", { x: from.x + (to.x - from.x) * share, y: from.y });
    await touch("touchEnd");
    await settled(page, "?from=2013&to=2015");
    assert.equal(await page.$eval(".chart svg", (svg) => getComputedStyle(svg).touchAction), "pan-y");
  }));

test("without scripts bars are links", () =>
  on("/", { scripts: false }, async (page) => {
    await Promise.all([page.waitForNavigation(), page.click('.chart a[data-v="2014"]')]);
    assert.equal(page.url().split("/").pop(), "?date=2014");
    assert.equal(await page.$eval(".chart .hint", (hint) => hint.checkVisibility()), false);
  }));
