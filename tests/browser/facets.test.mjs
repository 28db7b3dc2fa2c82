// "More" of a facet opens in its place.
import assert from "node:assert/strict";
import { test } from "node:test";
import { count, on, settled } from "./stories.mjs";

const PANEL = '.facet[data-facet="organisation"]';
const names = (page) => page.$$eval(`${PANEL} label bdi`, (names) => names.map((name) => name.textContent));

async function open(page) {
  await page.click(`${PANEL} .more a`);
  await page.waitForSelector(`${PANEL} .find input`);
}

async function find(page, text, wanted) {
  await page.type(`${PANEL} .find input`, text);
  await page.waitForFunction((panel, wanted) => [...document.querySelectorAll(`${panel} label bdi`)].map((name) => name.textContent).join() === wanted, {}, PANEL, wanted.join());
}

test("all values are listed in the panel, found by letters, chosen together and put away", () =>
  on("/", {}, async (page) => {
    await page.evaluate(() => { window.same = true; });
    const closed = await names(page);
    assert.equal(closed.length, 8);
    await open(page);
    const all = await names(page);
    assert.ok(all.length > 20, all.join());
    assert.deepEqual(all.slice(0, 8), closed);
    assert.equal(await page.evaluate(() => document.activeElement.id), "find-organisation");

    await find(page, "mon", ["Monitor"]);
    const said = await page.$eval(`${PANEL} label[for="organisation-monitor"] .n`, (n) => Number(n.textContent));
    await page.click("#organisation-monitor");
    await settled(page, "?organisation=monitor");
    assert.equal(await count(page), said);
    assert.deepEqual(await names(page), ["Monitor"], "the panel stays as it was");
    assert.equal(await page.evaluate(() => document.activeElement.id), "organisation-monitor");

    // Another one: what was chosen stays chosen, though it is not among those that are shown.
    await page.$eval(`${PANEL} .find input`, (box) => { box.value = ""; });
    await find(page, "unis", ["Unison"]);
    await page.click("#organisation-unison");
    await page.waitForFunction(() => new URLSearchParams(location.search).getAll("organisation").sort().join() === "monitor,unison");
    await page.waitForFunction(() => document.getElementById("region").getAttribute("aria-busy") === "false");
    assert.ok((await count(page)) > said);
    assert.equal((await page.$$(".chips.active a.chip")).length, 2);

    // And not for ever.
    await page.click("#organisation-unison");
    await settled(page, "?organisation=monitor");

    await page.click(`${PANEL} .fewer`);
    await page.waitForFunction((panel) => !document.querySelector(`${panel} .find`), {}, PANEL);
    assert.equal((await names(page)).length, 8);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "More organisations");
    await page.select("#sort", "oldest");
    await page.waitForFunction(() => location.search.includes("sort=oldest"));
    assert.ok(await page.evaluate(() => location.search.includes("organisation=monitor") && window.same), "what is hidden is still chosen");
  }));

test("a removed filter is unticked in an open panel", () =>
  on("/?organisation=monitor", {}, async (page) => {
    await open(page);
    assert.ok(await page.$eval("#organisation-monitor", (box) => box.checked));
    await page.click(".chips.active a.chip");
    await settled(page, "");
    assert.equal(await page.$eval("#organisation-monitor", (box) => box.checked), false);
    assert.ok(await page.$(`${PANEL} .find`));
  }));

test("a name that nobody has is said, and all are a link away", () =>
  on("/?q=waiting", {}, async (page) => {
    await open(page);
    await page.type(`${PANEL} .find input`, "zzz");
    await page.waitForSelector(`${PANEL} .none`);
    assert.equal(await page.$eval("#announce", (element) => element.textContent), "0 organisations");
    await Promise.all([page.waitForNavigation(), page.click(`${PANEL} .more a`)]);
    assert.match(page.url(), /\/facets\/organisation\?q=waiting&prefix=zzz$/);
  }));

test("without scripts more is a page", () =>
  on("/?q=waiting", { scripts: false }, async (page) => {
    await Promise.all([page.waitForNavigation(), page.click(`${PANEL} .more a`)]);
    assert.match(page.url(), /\/facets\/organisation\?q=waiting$/);
    assert.ok(await page.$(".values li"));
  }));
