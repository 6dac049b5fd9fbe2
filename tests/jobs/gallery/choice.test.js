import assert from "node:assert/strict"
import { test } from "node:test"

import {
  axesOf,
  choiceOf,
  chosen,
  costOf,
  gridOf,
  linkOf,
  parametersOf,
  sizeOf,
  textOf,
} from "../../../sgdviz/jobs/gallery/choice.js"

/** Return a job with parameters; its cost is its number. */
function job(name, parameters, more = {}) {
  return { name, parameters, cost: Number(name), failed: "", ...more }
}

const JOBS = [
  job("1", { size: 0.01, seed: 2, lesson: "line" }),
  job("2", { size: 0.003, seed: 10, lesson: "line" }),
  job("3", { size: 0.01, seed: 10, lesson: "line" }, { failed: "no data", cost: null }),
  job("4", { size: 0.003, seed: 2, lesson: "line", theme: "dark" }),
]

const names = (jobs) => jobs.map(({ name }) => name).join("")

test("parameters that differ are offered, with their values in order", () => {
  const found = parametersOf(JOBS)
  assert.deepEqual(found.map(({ name, values }) => [name, values.map(({ key }) => key)]), [
    ["size", ["0.003", "0.01"]],
    ["seed", ["2", "10"]],
    ["theme", ["dark", "–"]],
  ])
  assert.deepEqual(found[2].values.map(({ count }) => count), [1, 3])
})

test("a number of many values is a range, and a text of many is not", () => {
  const numbers = parametersOf(Array.from({ length: 9 }, (_, n) => job(`${n}`, { n })))
  assert.equal(numbers[0].isRange, true)
  assert.equal(parametersOf(Array.from({ length: 8 }, (_, n) => job(`${n}`, { n })))[0].isRange, false)
  assert.equal(parametersOf(Array.from({ length: 9 }, (_, n) => job(`${n}`, { n: `${n}` })))[0].isRange, false)
})

test("values are written as a reader does", () => {
  assert.equal(textOf([400, 200]), "400, 200")
  assert.equal(textOf(true), "yes")
  assert.equal(textOf(null), "–")
  assert.equal(textOf(undefined), "–")
  assert.equal(textOf(1e-7), "1e-7")
})

test("without a choice all jobs are shown as in the file", () => {
  assert.equal(names(chosen(JOBS, choiceOf(""))), "1234")
})

test("a value, a range, a state and words choose jobs, and all must hold", () => {
  assert.equal(names(chosen(JOBS, { values: { size: "0.003" } })), "24")
  assert.equal(names(chosen(JOBS, { values: { theme: "–" } })), "123")
  assert.equal(names(chosen(JOBS, { from: { seed: "3" } })), "23")
  assert.equal(names(chosen(JOBS, { from: { seed: "2" }, to: { seed: "9" } })), "14")
  assert.equal(names(chosen(JOBS, { from: { seed: "" }, values: { size: "" } })), "1234")
  assert.equal(names(chosen(JOBS, { state: "failed" })), "3")
  assert.equal(names(chosen(JOBS, { state: "made" })), "124")
  assert.equal(names(chosen(JOBS, { find: "SEED=10 size=0.01" })), "3")
  assert.equal(names(chosen(JOBS, { find: "seed=10", values: { size: "0.003" } })), "2")
})

test("numbers are in order of size, and jobs without one stand last both ways", () => {
  assert.equal(names(chosen(JOBS, { sort: "=seed" })), "1423")
  assert.equal(names(chosen(JOBS, { sort: "-=seed" })), "2314")
  assert.equal(names(chosen(JOBS, { sort: "cost" })), "1243")
  assert.equal(names(chosen(JOBS, { sort: "-cost" })), "4213")
  assert.equal(names(chosen(JOBS, { sort: "=theme" })), "4123")
  assert.equal(names(chosen([job("10", {}), job("9", {})], { sort: "name" })), "910")
})

test("the order of the file is not changed by another", () => {
  chosen(JOBS, { sort: "-cost" })
  assert.equal(names(JOBS), "1234")
})

test("a table has the jobs of each cell", () => {
  const grid = gridOf(JOBS, "seed", "size")
  assert.deepEqual([grid.rows, grid.columns], [["2", "10"], ["0.003", "0.01"]])
  assert.equal(names(grid.at("10", "0.01")), "3")
  assert.equal(names(gridOf(JOBS, "size", "theme").at("0.01", "–")), "13")
  assert.deepEqual(gridOf(JOBS, "size", "theme").at("0.01", "dark"), [])
})

test("the longer parameter goes downwards, and one alone makes no table", () => {
  const jobs = [0, 1, 2].map((n) => job(`${n}`, { two: n % 2, three: n }))
  assert.deepEqual(axesOf(parametersOf(jobs)), ["three", "two"])
  assert.deepEqual(axesOf(parametersOf(jobs).slice(0, 1)), [])
})

test("a choice is in the link, and comes back", () => {
  const choice = { ...choiceOf(""), find: "a b", sort: "-=x.y", values: { "optimizer.name": "sgd" }, from: { seed: "3" } }
  assert.equal(linkOf(choice), "find=a+b&sort=-%3Dx.y&values.optimizer.name=sgd&from.seed=3")
  assert.deepEqual(choiceOf(linkOf(choice)), choice)
  assert.equal(linkOf(choiceOf("")), "")
  assert.deepEqual(choiceOf("nothing=1&find.x=2&values=3"), choiceOf(""))
})

test("sizes and costs are short", () => {
  assert.deepEqual([999, 1000, 123456, 999499, 999500, 2.34e6].map(sizeOf), ["999 B", "1 KB", "123 KB", "999 KB", "1.0 MB", "2.3 MB"])
  assert.deepEqual([0.28345, 1234.5, 0.00001234, 2.5e9, 0, -0.5].map(costOf), ["0.283", "1230", "1.23e-5", "2.50e9", "0", "-0.5"])
})
