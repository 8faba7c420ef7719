export { answerFollowUpByLink, openFollowUpByLink } from './answer-by-link.ts'
