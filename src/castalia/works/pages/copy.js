// The buttons that copy a command.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const said = button.textContent;
  button.addEventListener("click", async () => {
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);  // a page from a file may not be allowed to use the clipboard
      document.execCommand("copy");
    }
    button.textContent = button.dataset.copy;
    setTimeout(() => { button.textContent = said; }, 1600);
  });
}
