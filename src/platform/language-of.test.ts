import { expect, test } from 'vitest'
import { languageOf } from './language-of.ts'

test.each([
  ['en', 'When will the technician arrive at our house tomorrow?'],
  ['en', 'Thanks, see you on Tuesday'],
  ['es', 'Necesito una cita para mañana por la tarde'],
  ['es', 'Gracias, nos vemos el martes'],
  ['ca', 'Gràcies, ens veiem dimarts'],
  ['ca', 'Bona tarda, em podeu trucar si us plau?'],
  ['ca', 'El termòstat no funciona i tenim fred'],
  ['pt', 'Preciso de uma marcação para amanhã à tarde'],
  ['pt', 'Olá, a caldeira não funciona'],
  ['pl', 'Dziękuję, do zobaczenia we wtorek'],
  ['pl', 'Dzień dobry, piec nie działa'],
  ['ru', 'Здравствуйте, котёл не работает'],
  ['ru', 'Вы сможете приехать завтра?'],
])('%s: %s', async (expected, text) => expect(await languageOf(text)).toBe(expected))

test.each([
  ['nothing', ''],
  ['too short', 'Sí, gracias'],
  ['numbers', '600 123 123, 08/12/2026'],
  ['Spanish and Catalan alike', 'Hola, la caldera no funciona'],
  ['Portuguese and Spanish alike', 'Quero cancelar a visita de segunda'],
  ['Italian', 'Ciao, la caldaia non funziona più da ieri'],
  ['French', 'Bonjour, la chaudière ne marche plus'],
  ['German', 'Guten Tag, die Heizung funktioniert nicht'],
  ['Galician', 'Ola, a caldeira non funciona dende onte'],
  ['Romanian', 'Bună ziua, centrala nu funcționează'],
  ['Basque', 'Kaixo, galdarak ez du funtzionatzen'],
  ['Ukrainian', 'Доброго дня, котел не працює з вівторка'],
  ['Bulgarian', 'Добър ден, котелът не работи'],
  ['Serbian', 'Добар дан, котао не ради од јуче'],
  ['Czech', 'Dobrý den, kotel nefunguje'],
  ['Chinese', '锅炉坏了，请明天来修理好吗，谢谢你们了'],
])('%s: none', async (_, text) => expect(await languageOf(text)).toBe(null))

test('an English mail with a Russian name is not Russian', async () =>
  expect(await languageOf('Dear team, please call Mr Рыбин tomorrow about the boiler')).toBe('en'))
