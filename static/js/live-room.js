// <live-room stream last me slug> over a room's page: new lines appear, what is written is kept until stored.
// Without it the page works by itself: the form posts, the transcript reloads.
import { connection } from "./live/connection.js"
import { Order, Unsent } from "./live/order.js"

const TRY_AGAIN = 5_000 // an unanswered message is sent again with the same key: it is never stored twice

class LiveRoom extends HTMLElement {
  #off
  #order
  #unsent
  #retry

  connectedCallback() {
    this.#off = new AbortController()
    const on = (target, type, does) => target.addEventListener(type, does, { signal: this.#off.signal })
    this.#order = new Order(Number(this.getAttribute("last")))
    this.#unsent = new Unsent(`unsent:${this.getAttribute("me")}:${this.#stream}`, this.#shelf)
    on(this.#form, "submit", (event) => this.#submitted(event))
    on(this.#words, "keydown", (event) => this.#typed(event))
    on(this.#words, "input", () => this.#keepTyped())
    this.#words.value ||= this.#shelf?.getItem(this.#typedSlot) ?? ""
    on(connection, "state", () => this.#showState())
    on(window, "storage", (event) => this.#pending(this.#unsent.heard(event))?.remove())
    connection.sit(this.#stream, { after: () => this.#order.last, hear: (frame) => this.#hear(frame) })
    for (const item of this.#unsent.items) this.#draw(item)
    this.#retry = setInterval(() => this.#sendAll(), TRY_AGAIN)
    this.#scroll(true)
  }

  disconnectedCallback() {
    this.#off.abort()
    clearInterval(this.#retry)
  }

  // --- answers -------------------------------------------------------------------------------------

  #hear(frame) {
    if (frame.type === "seated" || frame.type === "caught_up") this.#caughtUp(frame)
    else if (frame.type === "lines") this.#show(frame.lines)
    else if (frame.type === "void") for (const seq of frame.seqs) this.#line(seq)?.remove()
    else if (frame.type === "said") this.#said(frame)
    else if (frame.type === "ask") this.#asked(frame)
    else if (frame.type === "no" || frame.type === "bad") this.#refused(frame)
    else if (frame.type === "away") this.#leave()
  }

  #caughtUp(frame) {
    this.#show(frame.lines)
    if (!frame.is_all) connection.send({ type: "after", stream: this.#stream, after: this.#order.last })
    if (frame.type === "seated") this.#sendAll()
  }

  #show(lines) {
    const isAtEnd = this.#isAtEnd
    for (const line of this.#order.take(lines)) if (!line.void) this.#add(line)
    if (this.#order.hasGap) connection.send({ type: "after", stream: this.#stream, after: this.#order.last })
    this.#scroll(isAtEnd)
  }

  #said({ key, card }) {
    this.#unsent.remove(key)
    this.#pending(key)?.remove()
    if (card) this.#showCard(card)
  }

  #asked({ key, question }) {
    const item = this.#unsent.change(key, { asks: question })
    if (item) this.#draw(item)
  }

  #refused({ key, status, happened, kept }) {
    if (!key) return
    if (status === 429 || status === 503) return // sent again by itself
    const item = this.#unsent.change(key, { refused: [happened, kept].filter(Boolean).join(" ") || "–" })
    if (item) this.#draw(item)
  }

  #leave() {
    this.#stateLine.textContent = this.#stateLine.dataset.away
    this.#stateLine.hidden = false
    this.#form.hidden = true
  }

  // --- writing -------------------------------------------------------------------------------------

  #typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
    event.preventDefault()
    this.#form.requestSubmit()
  }

  #submitted(event) {
    event.preventDefault()
    const text = this.#words.value.trim()
    if (!text) return
    const item = { key: crypto.randomUUID(), text, at: Date.now() }
    this.#unsent.add(item)
    this.#words.value = ""
    this.#keepTyped()
    this.#words.focus()
    this.#draw(item)
    this.#say(item)
    this.#scroll(true)
  }

  // What is half written outlives a reload, too.
  #keepTyped() {
    if (this.#words.value) this.#shelf?.setItem(this.#typedSlot, this.#words.value)
    else this.#shelf?.removeItem(this.#typedSlot)
  }

  get #typedSlot() {
    return `typed:${this.getAttribute("me")}:${this.#stream}`
  }

  #sendAll() {
    for (const item of this.#unsent.items) if (!item.refused && (!item.asks || item.confirmed)) this.#say(item)
  }

  #say({ key, text, confirmed }) {
    connection.send({ type: "say", stream: this.#stream, key, text, ...(confirmed ? { confirmed } : {}) })
  }

  // --- drawing: pieces come from the page's own <template>s ----------------------------------------

  #add(line) {
    if (this.#line(line.seq)) return
    const piece = this.#template("line").content.cloneNode(true)
    const item = piece.querySelector("li")
    item.id = `m-${line.ref}`
    item.dataset.seq = line.seq
    const isMine = line.by === this.getAttribute("me")
    item.classList.toggle("msg-mine", isMine)
    const who = piece.querySelector("[data-who]")
    who.textContent = isMine ? who.dataset.you : line.name
    const role = piece.querySelector("[data-role]")
    role.textContent = line.role
    role.hidden = !line.role
    const time = piece.querySelector("time")
    time.dateTime = line.at
    time.textContent = new Date(line.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
    piece.querySelector("[data-words]").innerHTML = line.html // cleaned by the server when it was written
    this.#patch(piece, line.patch)
    for (const link of piece.querySelectorAll("[data-for]")) {
      link.hidden = (link.dataset.for === "mine") !== isMine
      link.href = link.getAttribute("href").replace("REF", line.ref)
    }
    this.#lines.append(piece)
    this.#empty?.remove()
  }

  // The same block that accounts/look/quilt.py picks: its lists stand on the <template>.
  #patch(piece, number) {
    const kind = { [-1]: "patch-team", [-2]: "patch-former" }[number] ?? "patch"
    const from = this.#template(kind)
    const block = from.content.firstElementChild.cloneNode(true)
    if (kind === "patch") {
      const pick = (list) => list.split(" ")[number % list.split(" ").length]
      const use = block.querySelector("use")
      block.className = `patch cloth-${pick(from.dataset.cloths)}`
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#p-${pick(from.dataset.patterns)}`))
    }
    piece.querySelector("[data-patch-here]").replaceWith(block)
  }

  #draw(item) {
    this.#pending(item.key)?.remove()
    const piece = this.#template("unsent").content.cloneNode(true)
    const box = piece.querySelector("li")
    box.dataset.key = item.key
    piece.querySelector("[data-words]").textContent = item.text
    const why = piece.querySelector("[data-why]")
    if (item.refused || item.asks) why.textContent = item.refused ?? item.asks
    const anyway = piece.querySelector("[data-anyway]")
    anyway.hidden = !item.asks || Boolean(item.refused)
    anyway.addEventListener("click", () => this.#sayAnyway(item.key))
    const back = piece.querySelector("[data-back]")
    back.hidden = !(item.refused || item.asks)
    back.addEventListener("click", () => this.#takeBack(item))
    this.#pendingList.append(piece)
  }

  #sayAnyway(key) {
    const item = this.#unsent.change(key, { confirmed: true })
    this.#say(item)
  }

  #takeBack({ key, text }) {
    this.#unsent.remove(key)
    this.#pending(key)?.remove()
    this.#words.value = [this.#words.value, text].filter(Boolean).join("\n")
    this.#words.focus()
  }

  #showCard(html) {
    const place = this.querySelector("[data-card]")
    place.innerHTML = html // the server's own piece
    const token = this.#form.querySelector("[name=csrfmiddlewaretoken]").value
    for (const field of place.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token
    const card = place.querySelector("#help-card")
    card?.focus({ preventScroll: true }) // the browser's own way would show the middle of a card that is taller than its place
    card?.scrollIntoView({ block: "start" })
  }

  #showState() {
    const state = connection.state
    this.#stateLine.hidden = state === "live"
    this.#stateLine.textContent = this.#stateLine.dataset[state === "signed-out" ? "signedOut" : "waiting"] ?? ""
  }

  #scroll(should) {
    if (should) this.#log.scrollTop = 0 // the log is a reversed column: its end is 0, and earlier lines lie below 0
  }

  get #isAtEnd() {
    return this.#log.scrollTop > -120
  }

  get #shelf() {
    return this.hasAttribute("shared") ? null : localStorage
  }

  #template(name) {
    return this.querySelector(`template[data-${name}]`)
  }

  #line(seq) {
    return this.#lines.querySelector(`[data-seq="${seq}"]`)
  }

  #pending(key) {
    return this.#pendingList.querySelector(`[data-key="${key}"]`)
  }

  get #stream() {
    return this.getAttribute("stream")
  }
  get #form() {
    return this.querySelector("form.writer")
  }
  get #words() {
    return this.#form.querySelector("textarea")
  }
  get #lines() {
    return this.querySelector("[data-lines]")
  }
  get #log() {
    return this.querySelector("[role=log]")
  }
  get #pendingList() {
    return this.querySelector("[data-pending]")
  }
  get #stateLine() {
    return this.querySelector("[data-state]")
  }
  get #empty() {
    return this.querySelector("[data-empty]")
  }
}

customElements.define("live-room", LiveRoom)
