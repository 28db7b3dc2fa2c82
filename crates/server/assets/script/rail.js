// The rail of minutes shows which entry of the day is being read.
(() => {
  const rail = document.querySelector(".rail");
  if (!rail) return;
  const links = new Map([...rail.querySelectorAll("ol ol a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  let current = null;
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) seen.add(target.id);
        else seen.delete(target.id);
      }
      const link = links.get([...links.keys()].find((id) => seen.has(id)));
      if (!link || link === current) return;
      if (current) current.removeAttribute("aria-current");
      current = link;
      current.setAttribute("aria-current", "true");
      // Only the rail moves, where it is longer than the window.
      if (rail.scrollHeight > rail.clientHeight) rail.scrollTop = current.offsetTop - rail.clientHeight / 2;
    },
    // What is read stands in the upper half.
    { rootMargin: "-5% 0px -55% 0px" },
  );
  for (const moment of document.querySelectorAll(".moment")) observer.observe(moment);
})();
