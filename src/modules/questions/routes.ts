import { route } from '#platform/http'
import { answerQuestion, withdrawQuestion } from './answer-question.ts'
import { askQuestion } from './ask-question.ts'
import { getQuestion, listQuestions } from './read-questions.ts'

export const routes = [
  route('get', '/v1/questions', listQuestions),
  route('post', '/v1/questions', askQuestion, { status: 201 }),
  route('get', '/v1/questions/:id', getQuestion),
  route('post', '/v1/questions/:id/answer', answerQuestion),
  route('post', '/v1/questions/:id/withdrawal', withdrawQuestion),
] as const
