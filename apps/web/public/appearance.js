// Runs before anything is drawn, so that a chosen theme never flashes. `src/appearance` writes the choice.
try {
  const chosen = JSON.parse(localStorage.getItem('sotto.appearance') ?? '{}');
  const root = document.documentElement;
  if (chosen.theme === 'light' || chosen.theme === 'dark') root.dataset.theme = chosen.theme;
  if (chosen.density === 'compact') root.dataset.density = 'compact';
  if (typeof chosen.textSize === 'string') root.dataset.textSize = chosen.textSize;
} catch {
  // No storage: the system's own appearance.
}
