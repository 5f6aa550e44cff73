/** What every page runs: the drawer's button for the keyboard, and the filters where there are any. */

const finder = document.querySelector("[data-gp-browse]");
if (finder) import("./browse.js").then(({ Browse }) => new Browse(finder).start());

const toggle = document.getElementById("__drawer");
const button = document.querySelector(".md-header label[for='__drawer']");
const menu = document.querySelector(".md-sidebar--primary nav");
if (toggle && button && menu) makeButton(toggle, button, menu);

/** Material's menu is a label of a hidden checkbox: no key reaches it and nothing says its state. */
function makeButton(checkbox, label, nav) {
  label.tabIndex = 0;
  label.setAttribute("role", "button");
  label.setAttribute("aria-label", nav.getAttribute("aria-label"));
  const tell = () => label.setAttribute("aria-expanded", checkbox.checked);
  const set = (open) => {
    if (checkbox.checked !== open) checkbox.click();
    (open ? nav.querySelector("a") : label)?.focus();
  };
  checkbox.addEventListener("change", tell);
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    set(!checkbox.checked);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && checkbox.checked) set(false);
  });
  tell();
}
