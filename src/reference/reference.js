// Finds operations by what is typed, and copies examples. The pages are read without it too.
const field = document.getElementById('find')
const found = document.getElementById('found')
const list = found.previousElementSibling
let operations

field.hidden = false
field.addEventListener('input', async () => {
  const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean)
  operations ??= await fetch('/docs/operations.json').then((answer) => answer.json())
  found.hidden = words.length === 0
  list.hidden = words.length > 0
  const fitting = operations.filter((texts) => words.every((word) => texts.join(' ').toLowerCase().includes(word)))
  found.replaceChildren(
    ...fitting.slice(0, 30).map(([href, route, summary]) => {
      const entry = document.createElement('li')
      const link = document.createElement('a')
      link.href = href
      link.textContent = summary
      const detail = document.createElement('small')
      detail.textContent = route
      link.append(detail)
      entry.append(link)
      return entry
    }),
  )
})

for (const figure of document.querySelectorAll('figure')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(figure.querySelector('code').textContent)
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
  figure.querySelector('figcaption').append(button)
}
