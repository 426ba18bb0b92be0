// The one socket of a page: opens, reopens with a pause that grows, and tells whoever sits at a stream.
// docs/protocol.md says what the frames mean.
import { pauseBefore } from "./order.js"

const SIGNED_OUT = 4401
const ENDS = new Set([SIGNED_OUT, 4403])
const PING_EVERY = 20_000

class Connection extends EventTarget {
  #socket
  #attempt = 0
  #seats = new Map()
  #timer
  #ping

  // `seat.after()` gives the last seq known; `seat.hear(frame)` gets every frame of its stream.
  sit(stream, seat) {
    this.#seats.set(stream, seat)
    if (this.isOpen) this.#ask(stream)
    else this.#open()
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  send(frame) {
    if (!this.isOpen) return false
    this.#socket.send(JSON.stringify({ v: 1, ...frame }))
    return true
  }

  #open() {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return
    const address = new URL("/ws/", location.href)
    address.protocol = address.protocol.replace("http", "ws")
    const socket = new WebSocket(address)
    this.#socket = socket
    socket.addEventListener("open", () => this.#opened())
    socket.addEventListener("message", ({ data }) => this.#heard(JSON.parse(data)))
    socket.addEventListener("close", ({ code }) => this.#closed(code))
  }

  #opened() {
    this.#attempt = 0
    for (const stream of this.#seats.keys()) this.#ask(stream)
    clearInterval(this.#ping)
    this.#ping = setInterval(() => this.send({ type: "ping" }), PING_EVERY)
    this.#tell("live")
  }

  #ask(stream) {
    this.send({ type: "sit", stream, after: this.#seats.get(stream).after() })
  }

  #heard(frame) {
    this.#seats.get(frame.stream)?.hear(frame)
  }

  #closed(code) {
    clearInterval(this.#ping)
    if (ENDS.has(code)) return this.#tell(code === SIGNED_OUT ? "signed-out" : "ended")
    this.#tell("waiting")
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#open(), pauseBefore(this.#attempt++))
  }

  // After a sleep or a lost net nobody should wait out the pause.
  hurry() {
    if (this.isOpen) return
    clearTimeout(this.#timer)
    this.#attempt = 0
    this.#open()
  }

  #tell(state) {
    this.state = state
    this.dispatchEvent(new Event("state"))
  }
}

export const connection = new Connection()
addEventListener("online", () => connection.hurry())
document.addEventListener("visibilitychange", () => document.hidden || connection.hurry())
