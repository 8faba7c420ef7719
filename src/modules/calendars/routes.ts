import { route } from '#platform/http'
import { createCalendar } from './create-calendar.ts'
import { explainDue } from './explain-due.ts'
import { getCalendar } from './get-calendar.ts'
import { listCalendars } from './list-calendars.ts'
import { listHolidayRegions } from './list-holiday-regions.ts'
import { listHolidays } from './list-holidays.ts'
import { updateCalendar } from './update-calendar.ts'

export const routes = [
  route('get', '/v1/calendars', listCalendars),
  route('post', '/v1/calendars', createCalendar, { status: 201 }),
  route('get', '/v1/calendars/:id', getCalendar),
  route('patch', '/v1/calendars/:id', updateCalendar),
  route('get', '/v1/calendars/:id/due', explainDue),
  route('get', '/v1/holiday-regions', listHolidayRegions),
  route('get', '/v1/holidays', listHolidays),
] as const
