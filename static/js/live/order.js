// Hard thinking without the DOM: which lines are known, which are missing, what is still unsent.
// Every `seq` of a room comes as a line or as a void, so a gap always means "not here yet".

export class Order {
  #known
  constructor(last) {
    this.last = last // everything up to here is on the page, or is void
    this.#known = new Map() // arrived out of turn
  }

  // Takes lines in any order, however often. Returns those that can be shown now, in order.
  take(lines) {
    for (const line of lines) if (line.seq > this.last) this.#known.set(line.seq, line)
    const ready = []
    while (this.#known.has(this.last + 1)) {
      const line = this.#known.get(++this.last)
      this.#known.delete(line.seq)
      ready.push(line)
    }
    return ready
  }

  // Something later is here and something before it is not.
  get hasGap() {
    return this.#known.size > 0
  }
}

// What was written and not yet acknowledged. Kept on the device, so that it outlives a reload and a dead battery.
// Each line has a slot of its own: two windows of one room never write over each other's. Both may send a line;
// its key makes it one message.
export class Unsent {
  #shelf
  #slot
  constructor(slot, shelf) {
    this.#slot = `${slot}:`
    this.#shelf = shelf
    this.items = this.#kept()
  }

  add(item) {
    this.items.push(item)
    this.#keep(item)
  }

  change(key, changes) {
    const item = this.items.find((one) => one.key === key)
    if (item) this.#keep(Object.assign(item, changes))
    return item
  }

  remove(key) {
    this.items = this.items.filter((item) => item.key !== key)
    this.#shelf?.removeItem(this.#slot + key)
  }

  // Another window changed a slot. Returns the key of a line of ours that is done with, there.
  heard({ key: slot, newValue }) {
    const key = slot?.startsWith(this.#slot) ? slot.slice(this.#slot.length) : null
    if (!key || newValue !== null || !this.items.some((item) => item.key === key)) return null
    this.items = this.items.filter((item) => item.key !== key)
    return key
  }

  #kept() {
    const slots = Object.keys(this.#shelf ?? {}).filter((slot) => slot.startsWith(this.#slot))
    return slots.map((slot) => JSON.parse(this.#shelf.getItem(slot))).sort((one, other) => one.at - other.at)
  }

  #keep(item) {
    try {
      this.#shelf?.setItem(this.#slot + item.key, JSON.stringify(item))
    } catch {
      // A full or forbidden store: the line is still here, and goes out from here.
    }
  }
}

// Half a second, doubling to thirty, and never two pages at the same moment.
export function pauseBefore(attempt, random = Math.random) {
  const pause = Math.min(500 * 2 ** attempt, 30_000)
  return pause / 2 + (random() * pause) / 2
}
