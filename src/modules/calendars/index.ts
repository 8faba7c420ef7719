export { calendarClock } from './clock.ts'
export { createDefaultCalendar } from './create-default-calendar.ts'
