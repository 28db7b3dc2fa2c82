// Links and citations to the clipboard.
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
