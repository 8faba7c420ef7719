// Runs before the first paint, so that a reader who chose dark never sees a white flash.
;(() => {
  const chosen = localStorage.getItem('kept-color-scheme')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
