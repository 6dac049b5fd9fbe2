// The frames of an animation, and the ways from one to another. Nothing here knows the page.

const NONE = "–"
const PARTS = ["forward", "backward", "update"]
const LINK = /^#(?:chapter=(\d{1,9})&)?step=(\d{1,15})(?::(forward|backward|update))?$/

/** Return the film of the page's data: its frames, the end of each in milliseconds, and those at which one can stop. */
export function filmOf(data) {
  let end = 0
  const frames = data.chapters.flatMap(framesOf)
  return {
    frames,
    ends: unpacked(data.frames).map((length) => (end += length)),
    total: end,
    plays: data.plays,
    still: data.still,
    stops: frames.flatMap((frame, number) => (frame.isStop ? [number] : [])),
    chapters: data.chapters,
  }
}

/** Return the frames of a chapter; `place` is the number of a frame in its chapter. */
function framesOf(chapter, number) {
  const notes = new Map(chapter.notes)
  const columns = chapter.numbers.map((run) => run.map(textsOf))
  const passes = unpacked(chapter.passes)
  let note = ""
  let step = 0
  const steps = unpacked(chapter.steps).map((more) => (step += more))
  return Array.from(chapter.kinds, (kind, place) => {
    const part = PARTS["fbu".indexOf(kind.toLowerCase())] ?? ""
    note = part ? (notes.get(place) ?? note) : ""
    return {
      chapter: number,
      place,
      step: steps[place],
      pass: passes[place],
      part,
      isStop: kind === "-" || "FBU".includes(kind),
      note,
      numbers: columns.map((run) => run.map((column) => column[place])),
    }
  })
}

/** Return the numbers of a list that has each of them once, before the number of times that it is repeated. */
export function unpacked(list) {
  return list.flatMap((value, place) => (place % 2 ? [] : Array(list[place + 1]).fill(value)))
}

/** Return the texts of a column, in which nothing stands for the text before. */
export function textsOf(column) {
  let before = NONE
  return column.split("|").map((text) => (before = text || before))
}

/** Return the number of the frame that is shown at `time`. */
export function frameAt(film, time) {
  let low = 0
  let high = film.ends.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (film.ends[middle] > time) high = middle
    else low = middle + 1
  }
  return low
}

/** Return the time at which a frame begins. */
export function startOf(film, frame) {
  return frame ? film.ends[frame - 1] : 0
}

/** Return the time in the middle of a frame, at which it is shown in spite of rounded times. */
export function middleOf(film, frame) {
  return (startOf(film, frame) + film.ends[frame]) / 2
}

/** Return the stop that is `count` stops after a frame, or before it where `count` is negative. */
export function stopFrom(film, frame, count) {
  const after = film.stops.findIndex((stop) => stop > frame)
  const place = after < 0 ? film.stops.length : after
  const isStop = film.stops[place - 1] === frame
  const wanted = place + count - (count > 0 || isStop ? 1 : 0)
  return film.stops[Math.min(Math.max(wanted, 0), film.stops.length - 1)]
}

/** Return the stop of a chapter whose place in a plot is nearest to `x`; the first of several. */
export function stopAt(film, chapter, plot, x) {
  return nearest(film, chapter, (frame) => Math.abs(plot.x[frame.place] - x))
}

/** Return the first stop of a chapter with the least `distance`. */
function nearest(film, chapter, distance) {
  let found = 0
  let least = Infinity
  for (const stop of film.stops) {
    const frame = film.frames[stop]
    if (frame.chapter === chapter && distance(frame) < least) {
      found = stop
      least = distance(frame)
    }
  }
  return found
}

/** Return the frame that a link's `hash` names, such as "#step=15" or "#step=2:backward"; null where it names none. */
export function frameOf(film, hash) {
  const match = LINK.exec(hash)
  if (!match) return null
  const chapter = Number(match[1] ?? 1) - 1
  if (!film.chapters[chapter]) return null
  const step = Number(match[2])
  const parts = match[3] ? [match[3]] : ["", "update"]
  const order = (frame) => (parts.includes(frame.part) ? parts.indexOf(frame.part) : parts.length)
  // A step counts before a part of it: 4 is more than any place in the order of parts.
  return nearest(film, chapter, (frame) => 4 * Math.abs(frame.step - step) + order(frame))
}

/** Return the hash of a link to a frame. */
export function hashOf(film, frame) {
  const { chapter, step, part } = film.frames[frame]
  const before = film.chapters.length > 1 ? `chapter=${chapter + 1}&` : ""
  return `#${before}step=${step}${part && part !== "update" ? `:${part}` : ""}`
}

/** Return a template with values in place of the names in braces. */
export function written(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

/** Return where a frame is, as a text: its chapter where there are several, its step, its pass, and its part. */
export function placeOf(film, frame, words) {
  const { chapter, step, pass, part } = film.frames[frame]
  const texts = [written(words.step, { step, last: film.chapters[chapter].last })]
  if (film.chapters.length > 1) texts.unshift(written(words.chapter, { number: chapter + 1, last: film.chapters.length }))
  if (pass) texts.push(written(words.pass, { number: pass }))
  if (part) texts.push(words.parts[PARTS.indexOf(part)])
  return texts
}

/** Return the numbers of a frame, and what a told step says, as a text. */
export function numbersOf(film, frame) {
  const { chapter, numbers, note } = film.frames[frame]
  const { names, runs } = film.chapters[chapter]
  const lines = numbers.map((own, run) => {
    const texts = own.flatMap((text, column) => (text === NONE ? [] : [`${names[column]} ${text}`]))
    return (runs[run] ? `${runs[run]}: ` : "") + texts.join(", ")
  })
  return [...lines, ...(note ? [note] : [])].join(". ")
}
