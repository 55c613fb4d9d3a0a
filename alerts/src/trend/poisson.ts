/**
 * How likely it is to count so many or more where `mean` are usual: the upper tail of the Poisson distribution, P(X ≥ k).
 * Terms e^(−m)·mⁱ/i! are summed from the nearer end, so that small tails keep their digits.
 */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1
  if (mean <= 0) return 0
  return count > mean ? upward(count, mean) : 1 - downward(count - 1, mean)
}

function upward(from: number, mean: number): number {
  let [term, sum] = [probability(from, mean), 0]
  for (let i = from; term > sum * Number.EPSILON; i += 1) {
    sum += term
    term *= mean / (i + 1)
  }
  return Math.min(1, sum)
}

function downward(from: number, mean: number): number {
  let [term, sum] = [probability(from, mean), 0]
  for (let i = from; i >= 0 && term > sum * Number.EPSILON; i -= 1) {
    sum += term
    term *= i / mean
  }
  return Math.min(1, sum)
}

/** In logarithms, because powers and factorials of a busy week are beyond any number. */
function probability(count: number, mean: number): number {
  let log = count * Math.log(mean) - mean
  for (let i = 2; i <= count; i += 1) log -= Math.log(i)
  return Math.exp(log)
}
