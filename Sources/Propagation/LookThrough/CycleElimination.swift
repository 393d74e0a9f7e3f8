/// Solves I − A inside one cyclic component by elimination without subtraction.
///
/// A_ij is the part of i's value that comes from j, and every row of the whole network sums to 1: what does not stay
/// inside the component is its exit. The pivot of a row is the sum of what leaves it (its exit and the weights to rows
/// before it), which equals 1 − A_kk and is never computed as a difference. So small parts keep their relative
/// accuracy, also where almost nothing leaves the component.
///
///     for k from the last row:  s_k = exit_k + Σ_{j<k} a_kj ,  f_ik = a_ik / s_k ,  a_ij += f_ik·a_kj ,  exit_i += f_ik·exit_k
///     (I − A) x = r:            r_i += f_ik·r_k downwards,  then x_i = (r_i + Σ_{j<i} a_ij·x_j) / s_i
///     y (I − A) = b:            the same factors in the opposite order
///
/// Shapes: `matrix` m × m; a_kj below the diagonal, f_ik above it.
///
/// - Complexity: O(m³) to factor, O(m²) a right-hand side, O(m²) space.
/// - Reference: Grassmann, Taksar, Heyman 1985, doi:10.1287/opre.33.5.1107.
struct CycleElimination {
  let count: Int
  private var matrix: [Double]
  private var pivot: [Double]
  /// Whether nothing at all leaves the component, so that value in it never lands anywhere.
  let isClosed: Bool

  /// Factors the component of a network under these value-added shares (by position).
  init(_ component: Range<Int>, _ network: InputNetwork, own: [Double]) {
    count = component.count
    matrix = [Double](repeating: 0, count: count * count)
    pivot = [Double](repeating: 1, count: count)
    var exit = [Double](repeating: 0, count: count)
    var leaves = false
    for position in component {
      let index = position - component.lowerBound
      let passed = 1 - own[position]
      exit[index] = own[position] + passed * network.leak[position]
      for edge in network.row(position) {
        let supplier = Int(network.supplier[edge])
        if component.contains(supplier) {
          matrix[index * count + supplier - component.lowerBound] += passed * network.part[edge]
        } else {
          exit[index] += passed * network.part[edge]
        }
      }
      if exit[index] > 0 { leaves = true }
    }
    isClosed = !leaves
    if leaves { factor(&exit) }
  }

  private mutating func factor(_ exit: inout [Double]) {
    for k in (0..<count).reversed() {
      var sum = exit[k]
      for j in 0..<k { sum += matrix[k * count + j] }
      pivot[k] = sum
      guard sum > 0 else { continue }
      for i in 0..<k {
        let factor = matrix[i * count + k] / sum
        matrix[i * count + k] = factor
        guard factor > 0 else { continue }
        for j in 0..<k { matrix[i * count + j] += factor * matrix[k * count + j] }
        exit[i] += factor * exit[k]
      }
    }
  }

  /// Solves (I − A) x = r for rows of blocks in place; row i begins at `rows + i · width`.
  func solve(_ rows: UnsafeMutablePointer<SIMD8<Double>>, width: Int) {
    guard !isClosed else { return }
    for k in (1..<max(1, count)).reversed() {
      for i in 0..<k { add(matrix[i * count + k], times: rows + k * width, to: rows + i * width, width) }
    }
    for i in 0..<count {
      for j in 0..<i { add(matrix[i * count + j], times: rows + j * width, to: rows + i * width, width) }
      guard pivot[i] > 0 else { continue }
      for block in 0..<width { rows[i * width + block] /= pivot[i] }
    }
  }

  /// Solves y (I − A) = b in place: turns the mass that arrives at each entity from outside the component into the
  /// mass that passes through it, rounds included.
  func solveTransposed(_ mass: inout [Double]) {
    guard !isClosed else { return }
    for i in (0..<count).reversed() {
      guard pivot[i] > 0 else { continue }
      mass[i] /= pivot[i]
      for j in 0..<i { mass[j] += matrix[i * count + j] * mass[i] }
    }
    for k in 1..<max(1, count) {
      for i in 0..<k { mass[k] += matrix[i * count + k] * mass[i] }
    }
  }

  @inline(__always)
  private func add(
    _ factor: Double, times row: UnsafeMutablePointer<SIMD8<Double>>, to target: UnsafeMutablePointer<SIMD8<Double>>,
    _ width: Int
  ) {
    guard factor > 0 else { return }
    for block in 0..<width { target[block] += factor * row[block] }
  }
}
