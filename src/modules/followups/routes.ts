import { route } from '#platform/http'
import { answerFollowUp } from './answer-follow-up.ts'
import { getFollowUp, listFollowUps, readFigures } from './read-follow-ups.ts'
import { readSatisfaction } from './read-satisfaction.ts'
import { readRules, updateRules } from './rules.ts'

export const routes = [
  route('get', '/v1/follow-ups', listFollowUps),
  route('get', '/v1/follow-ups/figures', readFigures),
  route('get', '/v1/follow-ups/satisfaction', readSatisfaction),
  route('get', '/v1/follow-ups/:id', getFollowUp),
  route('post', '/v1/follow-ups/:id/answer', answerFollowUp),
  route('get', '/v1/follow-up-rules', readRules),
  route('put', '/v1/follow-up-rules', updateRules),
] as const
