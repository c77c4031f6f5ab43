// Runs before the first paint, so that a dark page never flashes white. lib/theme.ts keeps the same rule afterwards.
;(() => {
  let chosen = 'system'
  try {
    chosen = localStorage.getItem('greenroom.theme') || 'system'
    const language = localStorage.getItem('greenroom.language')
    if (language) document.documentElement.lang = language
  } catch {
    // A browser that refuses storage gets the system's theme.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
})()
