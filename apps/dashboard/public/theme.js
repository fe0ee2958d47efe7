// Runs before the first paint, so that the page never flashes in the wrong theme. A file of its own because the
// content security policy allows no inline script.
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem("voygent-theme");
  } catch {
    // Storage may be blocked; the system's theme is used then.
  }
  const isDark = stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", isDark);
})();
