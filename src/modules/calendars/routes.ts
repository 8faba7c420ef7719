import { route } from '#platform/http'
import { addFeed } from './add-feed.ts'
import { approveFeed } from './approve-feed.ts'
import { archiveTeam } from './archive-team.ts'
import { changeDuty } from './change-duty.ts'
import { checkFeed } from './check-feed.ts'
import { createCalendar } from './create-calendar.ts'
import { createTeam } from './create-team.ts'
import { deleteDutyChange } from './delete-duty-change.ts'
import { dismissFeed } from './dismiss-feed.ts'
import { explainDue } from './explain-due.ts'
import { getCalendar } from './get-calendar.ts'
import { getTeam } from './get-team.ts'
import { listCalendars } from './list-calendars.ts'
import { listDutyChanges } from './list-duty-changes.ts'
import { listFeeds } from './list-feeds.ts'
import { listHolidayRegions } from './list-holiday-regions.ts'
import { listHolidays } from './list-holidays.ts'
import { listTeams } from './list-teams.ts'
import { readTeamDuty } from './read-team-duty.ts'
import { removeFeed } from './remove-feed.ts'
import { updateCalendar } from './update-calendar.ts'
import { updateTeam } from './update-team.ts'

export const routes = [
  route('get', '/v1/calendars', listCalendars),
  route('post', '/v1/calendars', createCalendar, { status: 201 }),
  route('get', '/v1/calendars/:id', getCalendar),
  route('patch', '/v1/calendars/:id', updateCalendar),
  route('get', '/v1/calendars/:id/due', explainDue),
  route('get', '/v1/calendars/:id/feeds', listFeeds),
  route('post', '/v1/calendars/:id/feeds', addFeed, { status: 201 }),
  route('delete', '/v1/feeds/:id', removeFeed),
  route('post', '/v1/feeds/:id/check', checkFeed),
  route('post', '/v1/feeds/:id/approval', approveFeed),
  route('post', '/v1/feeds/:id/dismissal', dismissFeed),
  route('get', '/v1/holiday-regions', listHolidayRegions),
  route('get', '/v1/holidays', listHolidays),
  route('get', '/v1/teams', listTeams),
  route('post', '/v1/teams', createTeam, { status: 201 }),
  route('get', '/v1/teams/:id', getTeam),
  route('patch', '/v1/teams/:id', updateTeam),
  route('post', '/v1/teams/:id/archival', archiveTeam),
  route('get', '/v1/teams/:id/duty', readTeamDuty),
  route('get', '/v1/teams/:id/duty-changes', listDutyChanges),
  route('post', '/v1/teams/:id/duty-changes', changeDuty, { status: 201 }),
  route('delete', '/v1/duty-changes/:id', deleteDutyChange),
] as const
