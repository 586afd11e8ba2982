// Filters, sorts and saves the lists of records. Without it a list is a plain table that shows every row.
//
// A list is a .cg-list with a table, and perhaps a form: each of its selects filters rows by the data attribute of the
// same name (a row may have several values, with spaces between), the search field by the words of the whole row.
// Headers with data-sort become buttons; cells sort by data-value, a number, or by their text; cells without a value
// come last. The state stands in the address, so that a view can be shared and the back button works.
"use strict";

(() => {
  const BATCH = 300; // rows that are shown at once, as in tables.css; more on demand
  const PAUSE = 100; // milliseconds without a key before the words are looked for

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  // What a cell says to a reader, without signs that stand beside their words.
  function wordsOf(cell) {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true], svg").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // A text field of CSV; one that a spreadsheet would take for a formula begins with an apostrophe.
  const field = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

  function start(list) {
    const table = list.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const form = list.querySelector("form");
    const status = list.querySelector("[role=status]");
    const noun = list.dataset.noun;
    const words = form?.elements.namedItem("text");
    const selects = form ? [...form.querySelectorAll("select")] : [];
    const first = heads.find((head) => head.hasAttribute("aria-sort"));

    // Everything is read from the table once; afterwards rows are only put in and taken out.
    const rows = Array.from(body.rows, (row, place) => ({ row, place, text: fold(row.textContent) }));
    const values = new Map(); // name of a select → the values of each row, with spaces around
    const keys = new Map(); // header → what each row is sorted by
    let ordered = rows;
    let matching = rows;
    let limit = BATCH;

    const more = document.createElement("button");
    more.type = "button";
    more.className = "cg-more";
    more.hidden = true;
    table.after(more);

    function valuesOf(name) {
      if (!values.has(name)) values.set(name, rows.map(({ row }) => ` ${row.dataset[name] ?? ""} `));
      return values.get(name);
    }

    function keysOf(head) {
      if (!keys.has(head)) {
        const column = heads.indexOf(head);
        const key = ({ row }) => {
          const { value } = row.cells[column].dataset;
          if (value === undefined) return fold(wordsOf(row.cells[column]));
          return value === "" ? null : Number(value);
        };
        keys.set(head, rows.map(key));
      }
      return keys.get(head);
    }

    function sort(wanted) {
      const head = heads.find((each) => each.dataset.sort === wanted.replace(/^-/, "")) ?? first;
      const down = wanted.startsWith("-") ? -1 : 1;
      for (const each of heads) each.removeAttribute("aria-sort");
      if (!head) return;
      head.setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
      if (head === first && down > 0) {
        ordered = rows;
        return;
      }
      const by = keysOf(head);
      ordered = [...rows].sort((one, other) => {
        const [a, b] = [by[one.place], by[other.place]];
        if (a === null || b === null) return (a === null) - (b === null) || one.place - other.place;
        return down * compare(a, b) || one.place - other.place;
      });
    }

    function filter() {
      const parts = words ? fold(words.value).split(/\s+/).filter(Boolean) : [];
      const wanted = selects.filter((select) => select.value).map((s) => [valuesOf(s.name), ` ${s.value} `]);
      matching = ordered.filter(
        ({ text, place }) => wanted.every(([of, value]) => of[place].includes(value)) && parts.every((p) => text.includes(p)),
      );
    }

    // Shows the rows that match up to the limit; those before `from` stand there already.
    function show(from = 0) {
      const shown = document.createDocumentFragment();
      for (const { row } of matching.slice(from, limit)) shown.append(row);
      if (from === 0) body.replaceChildren();
      body.append(shown);
      const left = matching.length - Math.min(limit, matching.length);
      more.hidden = left === 0;
      more.textContent = `Show ${Math.min(left, BATCH)} more of ${matching.length} ${noun}`;
      if (!status) return;
      const [found, all] = [matching.length.toLocaleString("en"), rows.length.toLocaleString("en")];
      const count = found === all ? `${all} ${noun}` : found === "0" ? `None of ${all} ${noun} fits` : `${found} of ${all} ${noun}`;
      status.textContent = left ? `${count}; the first ${limit} are shown.` : `${count}.`;
    }

    // From the address to the page.
    function read() {
      const query = new URLSearchParams(location.search);
      if (words) words.value = query.get("text") ?? "";
      for (const select of selects) {
        select.value = query.get(select.name) ?? "";
        if (select.selectedIndex < 0) select.value = "";
      }
      sort(query.get("sort") ?? "");
      limit = BATCH;
      filter();
      show();
    }

    // From the page to the address. Typing makes one step of history, however many letters.
    function write(changes, typed = false) {
      const url = new URL(location.href);
      for (const [name, value] of Object.entries(changes)) {
        if (value) url.searchParams.set(name, value);
        else url.searchParams.delete(name);
      }
      if (url.href === location.href) return;
      if (typed && history.state?.typed) history.replaceState({ typed }, "", url);
      else history.pushState({ typed }, "", url);
    }

    function save() {
      const lines = [[...heads.map(wordsOf), "Address"]];
      for (const { row } of matching) {
        lines.push([...Array.from(row.cells, wordsOf), row.querySelector("a")?.href ?? ""]);
      }
      const text = lines.map((line) => line.map(field).join(",")).join("\r\n");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }));
      link.download = `${noun}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    for (const head of heads.filter((each) => each.dataset.sort)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        const wanted = (down ? "-" : "") + head.dataset.sort;
        write({ sort: head === first && !down ? "" : wanted });
        read();
      });
    }

    more.addEventListener("click", () => {
      const from = limit;
      limit += BATCH;
      show(from);
      matching[from].row.querySelector("a")?.focus();
    });

    if (form) {
      let timer;
      const apply = (name, value, typed) => {
        write({ [name]: value }, typed);
        read();
      };
      words.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => apply("text", words.value, true), PAUSE);
      });
      for (const select of selects) select.addEventListener("change", () => apply(select.name, select.value));
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", (event) => {
        event.preventDefault(); // the address says what the fields hold
        clearTimeout(timer);
        write(Object.fromEntries([words, ...selects].map(({ name }) => [name, ""])));
        read();
      });
      form.elements.namedItem("export").addEventListener("click", save);
      form.hidden = false;
    }
    addEventListener("popstate", read);
    addEventListener("beforeprint", () => {
      const from = limit;
      limit = Infinity;
      show(from);
    });
    read();
    list.classList.add("cg-list--ready");
  }

  document.querySelectorAll(".cg-list").forEach(start);
})();
