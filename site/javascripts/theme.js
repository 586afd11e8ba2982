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
