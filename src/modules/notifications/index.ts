export { forgetNotifications, membersWithNews, news } from './news.ts'
