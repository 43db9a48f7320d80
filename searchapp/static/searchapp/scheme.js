"use strict";
/* One choice of colours for the application and the administration: each keeps it under its own key.
   This runs before Django's theme.js, which reads its key at once. */
{
  const OURS = "mantine-color-scheme-value";
  const DJANGOS = "theme";
  const SCHEMES = ["light", "dark", "auto"];
  const chosen = localStorage.getItem(OURS);
  localStorage.setItem(DJANGOS, SCHEMES.includes(chosen) ? chosen : "auto");
  // By the time a click is here, Django's own listener on the button has kept the new choice.
  document.addEventListener("click", (event) => {
    if (event.target.closest(".theme-toggle"))
      localStorage.setItem(OURS, localStorage.getItem(DJANGOS));
  });
}
