// What the theme's templates would run inline, as one file: the page's policy (Content-Security-Policy) allows no inline
// script. It stands in the head and holds up drawing, so that the first thing that is drawn has the chosen colours.
(() => {
  const { scope, palette } = document.currentScript.dataset;
  window.__md_scope = new URL(scope, location);
  if (!__md_scope.pathname.endsWith("/")) __md_scope.pathname += "/";
  window.__md_hash = (text) => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, where = __md_scope) =>
    JSON.parse(storage.getItem(`${where.pathname}.${key}`));
  window.__md_set = (key, value, storage = localStorage, where = __md_scope) => {
    try {
      storage.setItem(`${where.pathname}.${key}`, JSON.stringify(value));
    } catch {} // a browser that keeps nothing forgets the choice
  };

  const SYSTEM = "(prefers-color-scheme)";
  const dashed = (name) => name.replaceAll(" ", "-");

  // Colours as chosen before; else the first of mkdocs.yml. SYSTEM stands for what the system says now.
  const colours = () => {
    const known = [JSON.parse(palette)].flat();
    let chosen;
    try {
      chosen = __md_get("__palette")?.color;
    } catch {} // no storage, or another program's value in it
    chosen ??= known[0];
    if (chosen?.media !== SYSTEM) return chosen;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return known.find(({ media }) => media === `(prefers-color-scheme: ${dark ? "dark" : "light"})`) ?? chosen;
  };

  const paint = () => {
    const { media, scheme = "default", primary = "indigo", accent = "indigo" } = colours() ?? {};
    const found = { scheme: dashed(scheme), primary: dashed(primary), accent: dashed(accent) };
    if (media) found.media = media;
    for (const [name, value] of Object.entries(found)) document.body.setAttribute(`data-md-color-${name}`, value);
  };

  if (palette === "null") return;
  if (document.body) return paint();
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    paint();
  }).observe(document.documentElement, { childList: true });
})();

// The menu, its groups and the search are opened by labels, which no keyboard reaches. Here they become buttons, which
// keep `for` as the theme's styles go by it. Without a script they stay labels.
(() => {
  const MENU = ".md-sidebar--primary";
  const LABELS = {
    ".md-header label[for=__drawer]": "Menu",
    ".md-header label.md-header__button[for=__search]": "Search",
    ".md-nav__item--nested > label.md-nav__link": null, // named by its text
  };
  const drawer = () => document.getElementById("__drawer");

  const buttonOf = (label, name) => {
    const button = document.createElement("button");
    button.type = "button";
    for (const { name, value } of label.attributes) if (name !== "tabindex") button.setAttribute(name, value);
    if (name) button.setAttribute("aria-label", name);
    button.classList.add("cg-opener");
    button.append(...label.childNodes);
    const toggle = document.getElementById(label.htmlFor);
    const tell = () => button.setAttribute("aria-expanded", toggle.checked);
    toggle.addEventListener("change", tell);
    tell();
    button.addEventListener("click", (event) => {
      toggle.click();
      const isByKey = event.detail === 0;
      if (isByKey && toggle === drawer() && toggle.checked) document.querySelector(`${MENU} .md-nav__list a`)?.focus();
    });
    return button;
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const [selector, name] of Object.entries(LABELS))
      for (const label of document.querySelectorAll(selector)) label.replaceWith(buttonOf(label, name));
  });

  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer()?.checked) return;
    drawer().click();
    document.querySelector(".md-header .cg-opener[for=__drawer]")?.focus();
  });

  // Who leaves the menu by the Tab key has left it: it must not lie over what comes next.
  document.addEventListener("focusin", ({ target }) => {
    if (drawer()?.checked && !target.closest(`${MENU}, .md-header`)) drawer().click();
  });
})();
