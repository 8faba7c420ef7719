// Makes the tracking page live; without it the page works and is read again by hand.
const source = new EventSource(`${location.pathname}/live`)
const touched = () =>
  [...document.querySelectorAll('details[open]')].some((one) => one.querySelector('textarea')) ||
  [...document.querySelectorAll('textarea, input[type=datetime-local]')].some(
    (field) => field.value !== field.defaultValue,
  )

async function show() {
  // What somebody has opened to write in is not taken away under their hands.
  if (touched()) return
  const response = await fetch(location.href, { headers: { accept: 'text/html' } })
  const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main')
  if (!next || touched()) return
  // What somebody has opened to read stays open.
  if (document.querySelector('.origin[open]')) next.querySelector('.origin')?.setAttribute('open', '')
  document.querySelector('main').replaceWith(next)
}

source.addEventListener('change', () => void show().catch(() => {}))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') show().catch(() => {})
})
addEventListener('pagehide', () => source.close())
addEventListener('pageshow', (event) => event.persisted && location.reload())

// A second press of the same button sends nothing.
document.addEventListener('submit', (event) => {
  if (event.target.dataset.sent) event.preventDefault()
  event.target.dataset.sent = 'yes'
})
