import { type SettingsSection, settingsSections } from '../../paths.ts'

/** What somebody must be allowed to do to see a section; null: everybody. */
export const sectionNeeds: Readonly<Record<SettingsSection, string | null>> = {
  account: null,
  notifications: null,
  organization: 'organizations.update',
  promising: 'organizations.update',
  members: 'members.list',
  calendars: 'calendars.read',
  teams: 'teams.read',
  services: 'services.read',
  making: 'authority.deputize',
  budgets: 'authority.read',
  reasons: 'reasons.create',
  scripts: 'scripts.create',
  mailboxes: 'mailboxes.read',
  keys: 'apiKeys.list',
  webhooks: 'webhooks.read',
  sessions: null,
  audit: 'events.list',
  work: 'tasks.listFailed',
}

/** The sections that somebody may see. */
export const settingsFor = (may: (permission: string) => boolean): SettingsSection[] =>
  settingsSections.filter((section) => {
    const needs = sectionNeeds[section]
    return needs === null || may(needs)
  })
