// What people do with the pages, in the system's Chromium.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./daybook.mjs";
import { axe, browser, count, on, PAGES, server, settled } from "./stories.mjs";

const state = (page) => page.evaluate(() => location.pathname + location.search);

test("typing searches, and the back button undoes it", () =>
  on("/", {}, async (page) => {
    const all = await count(page);
    await page.type("#q", "waiting times");
    await settled(page, "?q=waiting+times");
    const found = await count(page);
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.equal(await page.$eval("#announce", (element) => element.textContent), `${found} entries found`);
    assert.ok(await page.$(".snippet mark"));
    await page.goBack();
    await settled(page, "");
    assert.equal(await count(page), all);
    assert.equal(await page.$eval("#q", (box) => box.value), "");
    await page.goForward();
    await settled(page, "?q=waiting+times");
    assert.equal(await count(page), found);
  }));

test("what is typed is completed, by keyboard", () =>
  on("/", {}, async (page) => {
    await page.type("#q", "care qual");
    await page.waitForSelector("#suggestions li bdi");
    const found = await page.$$eval("#suggestions bdi", (names) => names.map((name) => name.textContent));
    assert.ok(found.includes("Care Quality Commission"), found.join(", "));
    for (let at = 0; at <= found.indexOf("Care Quality Commission"); at += 1) await page.keyboard.press("ArrowDown");
    assert.equal(await page.$eval('#suggestions [aria-selected="true"]', (item) => item.id), await page.$eval("#q", (box) => box.getAttribute("aria-activedescendant")));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.search.startsWith("?q=organisation%3A%22Care+Quality"));
    assert.ok((await count(page)) > 0);
    assert.equal(await page.$eval("#suggestions", (list) => list.hidden), true);
  }));

test("a facet filters without loading anew, keeps the focus, and its chip unfilters", () =>
  on("/?q=waiting+times", {}, async (page) => {
    const all = await count(page);
    await page.evaluate(() => { window.same = true; });
    await page.click("#organisation-nhs-england");
    await settled(page, "?q=waiting+times&organisation=nhs-england");
    const some = await count(page);
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    assert.equal(await page.evaluate(() => document.activeElement.id), "organisation-nhs-england");
    await page.click(".chips.active a.chip");
    await settled(page, "?q=waiting+times");
    assert.equal(await count(page), all);
    assert.equal(await page.evaluate(() => window.same), true, "the page was loaded anew");
  }));

test("a name in a result filters by it", () =>
  on("/?q=waiting+times", {}, async (page) => {
    const slug = await page.$eval("button.chip.organisation", (button) => button.value);
    await page.click("button.chip.organisation");
    await settled(page, `?q=waiting+times&organisation=${slug}`);
    assert.ok(await page.$eval(`#organisation-${slug}`, (box) => box.checked));
  }));

test("bars zoom from years to hours, each to its count, and crumbs lead out", () =>
  on("/", {}, async (page) => {
    for (const query of ["?date=2014", "?date=2014-12", "?date=2014-12-16", "?date=2014-12-16&hour=15"]) {
      const bar = await page.$(`.chart svg a[href="/${query}"]`);
      const said = await bar.evaluate((link) => Number(/: (\d+)/.exec(link.getAttribute("aria-label"))[1]));
      await bar.click();
      await settled(page, query);
      assert.equal(await count(page), said, query);
    }
    await page.click(".crumbs a");
    await settled(page, "");
  }));

test("results are paged, and the back button leads to the page before", () =>
  on("/?q=waiting", {}, async (page) => {
    const first = await page.$eval(".hit h3 a", (link) => link.getAttribute("href"));
    await page.click(".pages a[rel=next]");
    await page.waitForFunction((before) => document.querySelector(".hit h3 a").getAttribute("href") !== before, {}, first);
    assert.equal(await page.evaluate(() => document.activeElement.id), "results");
    await page.goBack();
    await settled(page, "?q=waiting");
    assert.equal(await page.$eval(".hit h3 a", (link) => link.getAttribute("href")), first);
  }));

test("from a result to its entry, its day and who is named", () =>
  on("/?q=thornholt+consultation", {}, async (page) => {
    const follow = async (selector, path) => {
      await Promise.all([page.waitForNavigation(), page.click(selector)]);
      assert.match(await state(page), path);
    };
    await follow(".hit h3 a", /^\/entries\//);
    await follow(".entry .on-page a", /^\/pages\//);
    assert.ok((await page.$$(".moment")).length > 5);
    await follow(".moment a.person", /^\/entities\/person\//);
    assert.ok(await page.$(".chart .bar"));
    await follow('header.site a[href="/archive"]', /^\/archive$/);
    await follow(".heat a", /^\/\?date=/);
    assert.ok((await count(page)) > 0);
  }));

test("the rail shows which minute of the day is being read", () =>
  on("/pages/daily-live-16122014", {}, async (page) => {
    const current = (path) => page.waitForFunction((hash) => document.querySelector('.rail [aria-current]')?.hash === hash, {}, path);
    await current("#e1");
    await page.click('.rail a[href="#e10"]');
    await current("#e10");
    assert.equal((await page.$$(".rail [aria-current]")).length, 1);
  }));

test("a citation is copied with its address, and the address by itself", async () => {
  const { page, close } = await open(browser, server.base, "/entries/daily-live-16122014/15");
  await page.browserContext().overridePermissions(server.base, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
  await page.bringToFront();
  await page.click('button[data-copy="citation"]');
  await page.waitForFunction(() => document.getElementById("copied").textContent === "Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /16 December 2014, 16:12 .*http:\S+\/entries\/daily-live-16122014\/15$/);
  await page.click('button[data-copy="link"]');
  await page.waitForFunction((link) => navigator.clipboard.readText().then((text) => text === link), {}, `${server.base}/entries/daily-live-16122014/15`);
  await close();
});

test("why a name was recognised, and why somebody is the speaker, is said when it is asked for", () =>
  on("/entries/daily-live-16122014/16", {}, async (page) => {
    const why = await page.$(".named details");
    assert.equal(await why.evaluate((details) => details.open), false);
    await page.focus(".named summary");
    await page.keyboard.press("Enter");
    assert.match(await why.evaluate((details) => details.open && details.innerText), /“Wexcombe Hospitals”: ends as names of organisations do/);
    await page.goto(`${server.base}/entries/daily-live-16122014/15`);
    await page.click(".quote summary");
    assert.match(await page.$eval(".quote details", (details) => details.innerText), /stand before it/);
    await page.goto(`${server.base}/entries/daily-live-16122014/3`);
    assert.match(await page.$eval(".named", (names) => names.textContent), /gazetteer lists \(\S+\.toml:\d+ BMA\)/);
  }));

test("without scripts the form searches, filters and unfilters", () =>
  on("/", { scripts: false }, async (page) => {
    const all = await count(page);
    await page.type("#q", "waiting times");
    await Promise.all([page.waitForNavigation(), page.click(".search button")]);
    const found = await count(page);
    assert.ok(found > 0 && found < all);
    await page.click("#organisation-nhs-england");
    await Promise.all([page.waitForNavigation(), page.click(".filters .apply")]);
    assert.ok((await count(page)) < found);
    await Promise.all([page.waitForNavigation(), page.click(".chips.active a.chip")]);
    assert.equal(await count(page), found);
  }));

test("by keyboard alone: skip, type, open a bar, choose a facet", () =>
  on("/", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    const reach = async (selector) => {
      for (let i = 0; i < 120; i += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
      }
      assert.fail(`no Tab leads to ${selector}`);
    };
    await reach("#q");
    await page.keyboard.type("waiting");
    await page.keyboard.press("Enter");
    await settled(page, "?q=waiting");
    await reach(".chart svg a");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.search.includes("date="));
    await reach('input[name="organisation"]');
    await page.keyboard.press("Space");
    await page.waitForFunction(() => location.search.includes("organisation="));
  }));

for (const [width, scheme] of [[360, "light"], [360, "dark"], [1280, "light"], [1280, "dark"]]) {
  test(`${width} pixels wide, ${scheme}: nothing is cut off and axe-core finds nothing`, async () => {
    for (const path of PAGES) {
      await on(path, { width, scheme }, async (page) => {
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `${path} is ${over} pixels wider than the window`);
        // Evaluated by the browser's own tools, which the policy of the page does not bind.
        await page.evaluate(axe);
        const found = await page.evaluate(() =>
          globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
        );
        const told = found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(", ")}`);
        assert.deepEqual(told, [], path);
      });
    }
  });
}

test("dark is dark", () =>
  on("/", { scheme: "dark" }, async (page) => {
    const [red] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(red < 60, `the paper is ${red} red`);
  }));
