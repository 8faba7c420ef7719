export { addColleague } from './add-colleague.ts'
export { apiKeyNames } from './api-key-names.ts'
export { createAuthenticate, memberActor } from './authenticate.ts'
export { createApiKey, init, signInLink, startLink } from './commands.ts'
export { eventSheet } from './event-sheet.ts'
export {
  activeMember,
  activeMembers,
  findActiveMember,
  findActiveMembers,
  leadIds,
  memberNames,
  ownerIds,
} from './find-members.ts'
export type { FollowUp } from './found.ts'
export { getMember } from './get-member.ts'
export { type MemberView, memberId, memberView } from './member.ts'
export { memberSheet } from './member-sheet.ts'
export { PERMISSIONS, ROLE_PERMISSIONS } from './roles.ts'
export { takeOutMember } from './take-out-member.ts'
