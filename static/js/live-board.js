// <live-board src streams> over the queue: fetches its piece anew when a hint says that something changed, and every
// ten seconds without a socket. Keeps the place and the focus of whoever is reading.
import { connection } from "./live/connection.js"

const WITHOUT_SOCKET = 10_000

class LiveBoard extends HTMLElement {
  #timer
  #asks = false
  #again = false // something changed while we were asking

  connectedCallback() {
    for (const stream of this.getAttribute("streams").split(" ").filter(Boolean)) {
      connection.sit(stream, { after: () => 0, hear: (frame) => frame.type === "changed" && this.#fetch() })
    }
    connection.addEventListener("state", () => connection.state === "live" && this.#fetch())
    this.#timer = setInterval(() => connection.isOpen || this.#fetch(), WITHOUT_SOCKET)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  async #fetch() {
    this.#again = this.#asks
    if (this.#asks) return
    this.#asks = true
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { "X-Requested-With": "fetch" } })
      if (answer.redirected)
        location.reload() // signed out meanwhile: the page itself leads to the way in
      else if (answer.ok) this.#swap(await answer.text())
    } catch {
      // The next hint or the next ten seconds ask again.
    } finally {
      this.#asks = false
    }
    if (this.#again) this.#fetch()
  }

  #swap(html) {
    const focused = document.activeElement?.closest("[href]")?.getAttribute("href")
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-board]")
    this.querySelector("[data-board]").replaceWith(fresh)
    if (focused) this.querySelector(`[href="${focused}"]`)?.focus({ preventScroll: true })
  }
}

customElements.define("live-board", LiveBoard)
