export { forgetNotifications, membersWithNews, news } from './news.ts'
export { notificationsRaised } from './queries.ts'
