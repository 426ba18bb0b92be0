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
export class Unsent {
  #shelf
  #slot
  constructor(slot, shelf) {
    this.#slot = slot
    this.#shelf = shelf
    this.items = JSON.parse(shelf?.getItem(slot) ?? "[]")
  }

  add(item) {
    this.items.push(item)
    this.#keep()
  }

  change(key, changes) {
    const item = this.items.find((one) => one.key === key)
    if (item) Object.assign(item, changes)
    this.#keep()
    return item
  }

  remove(key) {
    this.items = this.items.filter((item) => item.key !== key)
    this.#keep()
  }

  #keep() {
    if (this.items.length) this.#shelf?.setItem(this.#slot, JSON.stringify(this.items))
    else this.#shelf?.removeItem(this.#slot)
  }
}

// Half a second, doubling to thirty, and never two pages at the same moment.
export function pauseBefore(attempt, random = Math.random) {
  const pause = Math.min(500 * 2 ** attempt, 30_000)
  return pause / 2 + (random() * pause) / 2
}
