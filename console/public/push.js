// Shows push messages, also when no page of Kept is open, and opens what they are about.
self.addEventListener('push', (event) => {
  const { title, detail, page, tag } = event.data.json()
  event.waitUntil(
    self.registration.showNotification(title, { body: detail, tag, renotify: true, icon: '/kept.svg', data: { page } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const url = new URL(event.notification.data.page, self.location.origin).href
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((tabs) => {
      const open = tabs.find((tab) => tab.url === url)
      return open ? open.focus() : self.clients.openWindow(url)
    }),
  )
})
