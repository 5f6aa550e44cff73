/**
 * Light or dark: what the reader chose here, or else what their machine is set to.
 * It runs before the page is drawn, so that none flashes up in the other colours; it is no module
 * for that reason. The choice stays in this browser, for this site alone.
 */
{
  const key = `${new URL("../../", document.currentScript.src).pathname}.__palette`;
  const machine = matchMedia("(prefers-color-scheme: dark)");
  const { body } = document;

  /** A browser may keep sites from storing anything: then the choice lasts as long as the page. */
  const stored = (change) => {
    try {
      return change(localStorage);
    } catch {
      return null;
    }
  };
  let choice = stored((storage) => storage.getItem(key));
  const isDark = () => (choice ? choice === "slate" : machine.matches);
  const show = () => {
    body.dataset.mdColorScheme = isDark() ? "slate" : "default";
    document.querySelector(".gp-palette")?.setAttribute("aria-pressed", isDark());
  };

  show();
  machine.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".gp-palette");
    button.hidden = false;
    button.addEventListener("click", () => {
      choice = isDark() ? "default" : "slate";
      stored((storage) => storage.setItem(key, choice));
      show();
    });
    show();
  });
}
