// <kept-draft key="m7-topic-42" save="…"> wraps a form: words survive a closed tab, a dead server, a wrong tap.
// The key names the member too, because phones are shared; with `shared` nothing stays on the device.
// `save` is where the server keeps them after a pause. `sent` is the key of a form whose words the server has
// just taken; `answered` says that it has looked at these words and not taken them. The element with data-kept is
// shown once the words are safe somewhere, the one with data-room while a limit is near.

const FIELDS = "textarea, input[type='text']"
const SENT = ":sent" // stands behind the slot of words that went out and were not answered yet
const PAUSE = 3000 // ms without a key before the words are sent to the server
const POSTED = 205 // the server's answer to a draft whose form was posted already
const NEAR = 0.9 // from here on it is said how much still fits

class KeptDraft extends HTMLElement {
  #off
  #pause

  connectedCallback() {
    this.#off = new AbortController() // every listener dies with the element
    const listen = (type, does) => this.addEventListener(type, does, { signal: this.#off.signal })
    if (this.hasAttribute("sent")) this.#takenJustNow(this.getAttribute("sent"))
    if (this.hasAttribute("answered")) this.#dropNotes(this.getAttribute("key"))
    for (const field of this.#fields) field.value ||= localStorage.getItem(this.#slot(field)) ?? ""
    listen("input", ({ target }) => target.matches(FIELDS) && this.#keep(target))
    listen("submit", () => this.#noteWhatGoesOut())
    for (const field of this.#fields) this.#sayRoom(field)
    if (this.#wentOutUnanswered) this.#askWhatBecameOfIt()
  }

  disconnectedCallback() {
    clearTimeout(this.#pause)
    this.#off.abort()
  }

  // --- keeping -------------------------------------------------------------------------------------

  #keep(field) {
    if (this.#store(this.#slot(field), field.value)) this.#sayKept()
    this.#sayRoom(field)
    clearTimeout(this.#pause)
    if (this.hasAttribute("save")) this.#pause = setTimeout(() => this.#keepOnServer(), PAUSE)
  }

  async #keepOnServer() {
    const body = new FormData(this.querySelector("form"))
    // A failure is no news: the words are still here, and the next pause tries again.
    const answer = await fetch(this.getAttribute("save"), { method: "POST", body }).catch(() => null)
    if (answer?.status === POSTED) this.#postedAlready()
    else if (answer?.ok && !answer.redirected) this.#sayKept() // a redirect leads to the sign-in, and kept nothing
  }

  #store(slot, words) {
    if (this.hasAttribute("shared")) return false
    try {
      localStorage.setItem(slot, words)
      return true
    } catch {
      return false // a full or forbidden store: nothing on the page may claim that the words are kept here
    }
  }

  #sayKept() {
    this.querySelector("[data-kept]")?.removeAttribute("hidden")
  }

  #sayRoom(field) {
    const room = this.querySelector("[data-room]")
    const most = Number(field.dataset.most)
    if (!room || !most) return
    const left = most - [...field.value.trim()].length // as the server counts: a picture is one, and ends are cut
    room.hidden = left > most * (1 - NEAR)
    room.textContent = (left < 0 ? room.dataset.over : room.dataset.left).replace("NUMBER", Math.abs(left))
  }

  // --- going out -----------------------------------------------------------------------------------

  #noteWhatGoesOut() {
    clearTimeout(this.#pause) // a draft kept after its post went out would come back as a ghost
    for (const field of this.#fields) this.#store(this.#slot(field) + SENT, field.value)
    if (this.#postKey) this.#store(this.#slot(this.#postKey) + SENT, this.#postKey.value)
  }

  // The address says it once. Seen again by Back or a reload, it would empty a form that has other words by then.
  #takenJustNow(key) {
    this.#forget(key)
    const address = new URL(location.href)
    address.searchParams.delete("sent")
    history.replaceState(history.state, "", address)
  }

  // The answer never came: the line went, or the window was closed too soon. The same words go under the same key,
  // so sending them again posts nothing twice; and the server is asked whether it has them.
  #askWhatBecameOfIt() {
    this.#postKey.value = this.#note(this.#postKey)
    this.#keepOnServer()
  }

  get #wentOutUnanswered() {
    if (!this.#postKey || !this.hasAttribute("save") || !this.#note(this.#postKey)) return false
    return [...this.#fields].every((field) => field.value === this.#note(field))
  }

  #postedAlready() {
    for (const field of this.#fields) if (field.value === this.#note(field)) field.value = ""
    this.#forget(this.getAttribute("key"))
    this.#postKey.value = crypto.randomUUID() // what is typed from here on is another post
    if ([...this.#fields].some((field) => field.value)) this.#keepOnServer()
  }

  // Words typed after the form went out are not the ones that were sent: they stay.
  #forget(key) {
    for (const note of this.#notes(key)) {
      const slot = note.slice(0, -SENT.length)
      if (localStorage.getItem(slot) === localStorage.getItem(note)) localStorage.removeItem(slot)
    }
    this.#dropNotes(key)
  }

  #dropNotes(key) {
    for (const note of this.#notes(key)) localStorage.removeItem(note)
  }

  #notes(key) {
    return Object.keys(localStorage).filter((slot) => slot.startsWith(`draft:${key}:`) && slot.endsWith(SENT))
  }

  #note(field) {
    return localStorage.getItem(this.#slot(field) + SENT)
  }

  #slot(field) {
    return `draft:${this.getAttribute("key")}:${field.name}`
  }

  get #fields() {
    return this.querySelectorAll(FIELDS)
  }

  get #postKey() {
    return this.querySelector("[name=client_key]")
  }
}

customElements.define("kept-draft", KeptDraft)
