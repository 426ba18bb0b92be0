// Keeps the help page on the device, with what it needs to look right. Keeps nothing personal, ever.
// Loaded as a module by the help page it registers itself; as a worker it answers when the net is gone.
{% load static %}
const SHELF = "help-4"
const KEPT = [
  "{% url 'help:page' %}", "{% url 'help:breathe' %}", "{% static 'css/tokens.css' %}", "{% static 'css/base.css' %}",
  "{% static 'css/parts.css' %}", "{% static 'css/words.css' %}", "{% static 'icons/sprite.svg' %}", "{% static 'js/leave-quickly.js' %}",
]

if (typeof window !== "undefined") {
  navigator.serviceWorker?.register("{% url 'help:service_worker' %}")
} else {
  self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(KEPT)))
    self.skipWaiting()
  })
  self.addEventListener("activate", (event) => {
    event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((n) => n !== SHELF).map((n) => caches.delete(n)))))
  })
  self.addEventListener("fetch", (event) => {
    const path = new URL(event.request.url).pathname
    const isHelp = path.startsWith("{% url 'help:page' %}") && event.request.method === "GET"
    if (isHelp) event.respondWith(freshOrKept(event.request))
    else if (KEPT.includes(path)) event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)))
    else if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match("{% url 'help:page' %}")))
  })
}

// The newest page while there is a net, the kept one when there is none.
async function freshOrKept(request) {
  try {
    const page = await fetch(request)
    if (page.ok) (await caches.open(SHELF)).put("{% url 'help:page' %}", page.clone())
    return page
  } catch {
    return (await caches.match(request)) ?? caches.match("{% url 'help:page' %}")
  }
}
