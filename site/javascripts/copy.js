// A button beside each reference that copies it. Without this file the text is there to be selected. The theme has such
// buttons too, but makes a navigation of each, which a screen reader then lists.
for (const { firstElementChild: summary, lastElementChild: text } of document.querySelectorAll("details.cg-copy")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cg-copy__button";
  button.textContent = `Copy ${summary.textContent}`;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(`${text.textContent}\n`);
      said.textContent = "Copied.";
    } catch {
      // The browser gives the clipboard to https only, or not at all.
      getSelection().selectAllChildren(text);
      said.textContent = "It is selected now: copy it with your keyboard or menu.";
    }
  });
  const line = document.createElement("p");
  line.append(button, said);
  text.before(line);
}
