import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '#test/console'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let site: TestConsole

beforeAll(async () => {
  w = await createWorld()
  site = await openConsole(w)
})
afterAll(async () => {
  await site?.close()
  await w?.close()
})

test('a form says in Russian what the API refuses, and the words for it come only then', async () => {
  await w.api('patch', '/v1/account', { language: 'ru' }, { as: w.orgs[0].owner })
  await site.signedIn({ language: 'ru-RU', refused: true }, async (page) => {
    const refused: string[] = []
    let fetched: string[] = []
    page.on('request', (request) => fetched.push(request.url()))
    page.on('response', (response) => response.status() === 400 && refused.push(response.url()))
    await page.goto(`${site.origin}/customers`)
    await page.getByRole('button', { name: 'Новый клиент' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Имя', exact: false }).first().fill('Ана')
    await form.getByRole('textbox', { name: 'Эл. почта', exact: false }).fill('никто')
    await form.getByRole('textbox', { name: 'Телефон', exact: false }).fill('нет')
    await page.waitForLoadState('networkidle')
    const before = fetched
    fetched = []
    await form.getByRole('button', { name: 'Создать клиента' }).click()
    await form.getByRole('alert').filter({ hasText: 'Исправьте отмеченные поля.' }).waitFor()
    expect(await form.getByText('Это не адрес эл. почты. Напишите его так: ana@example.com.').count()).toBe(1)
    expect(await form.getByText('Это не номер телефона. Напишите его так: +48 600 100 200.').count()).toBe(1)
    expect(refused).toEqual([`${site.origin}/v1/customers`])
    const scripts = (urls: string[]) => urls.filter((url) => url.endsWith('.js'))
    expect(scripts(before).length).toBeGreaterThan(3)
    expect(scripts(fetched)).toHaveLength(1)
  })
})
