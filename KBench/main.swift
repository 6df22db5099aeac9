import Kernels
import Foundation
typealias P = UnsafeMutablePointer<Float>
nonisolated(unsafe) var cpu = false
func now() -> Double { var t = timespec(); clock_gettime(cpu ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &t); return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec) }
nonisolated(unsafe) var seed: UInt64 = 12345
func rnd() -> Float { seed = seed &* 6364136223846793005 &+ 1442695040888963407; return Float(Int32(truncatingIfNeeded: seed >> 33)) / 2147483648 - 0.5 }
func al(_ n: Int, _ s: Float = 0) -> P { let p = UnsafeMutableRawPointer.allocate(byteCount: n*4+64, alignment: 64).assumingMemoryBound(to: Float.self); for i in 0..<n { p[i] = s == 0 ? 0 : rnd()*s }; return p }
@inline(never) func peak(_ n: Int) -> Float8 {
  var a = (Float8(repeating: 1.0), Float8(repeating: 1.1), Float8(repeating: 1.2), Float8(repeating: 1.3), Float8(repeating: 1.4), Float8(repeating: 1.5), Float8(repeating: 1.6), Float8(repeating: 1.7), Float8(repeating: 1.8), Float8(repeating: 1.9))
  let m = Float8(repeating: 0.999), c = Float8(repeating: 0.001)
  for _ in 0..<n {
    a.0 = VectorMath.madd(a.0, m, c); a.1 = VectorMath.madd(a.1, m, c); a.2 = VectorMath.madd(a.2, m, c); a.3 = VectorMath.madd(a.3, m, c); a.4 = VectorMath.madd(a.4, m, c)
    a.5 = VectorMath.madd(a.5, m, c); a.6 = VectorMath.madd(a.6, m, c); a.7 = VectorMath.madd(a.7, m, c); a.8 = VectorMath.madd(a.8, m, c); a.9 = VectorMath.madd(a.9, m, c)
  }
  return a.0+a.1+a.2+a.3+a.4+a.5+a.6+a.7+a.8+a.9
}
nonisolated(unsafe) var sink: Float = 0
func fmaPeak() -> Double { let t = now(); sink += peak(3_000_000)[0]; return 3e6*160/(now()-t)/1e9 }
func med(_ v: [Double]) -> Double { v.sorted()[v.count/2] }
func best(_ n: Int, _ f: () -> Void) -> (Double, Double) { f(); var ts: [Double] = []; for _ in 0..<n { let t = now(); f(); ts.append(now()-t) }; return (med(ts), ts.min()!) }
func gauss() -> Double { var s = 0.0; for _ in 0..<12 { s += Double(rnd()) }; return s }
func layer(_ B: Int, threads: Int, reps: Int) {
  cpu = threads == 1; let I = 256, H = 128
  let lengths = (0..<B).map { _ in Int32(min(120, max(10, exp(log(38.0) + 0.42 * gauss())))) }
  var starts: [Int32] = []; var n: Int32 = 0; for l in lengths { starts.append(n); n += l }
  let N = Int(n)
  let shape = LSTMShape(batch: B, rows: N, inputs: I, units: H, maxLength: 120)
  let x = al(N*I, 1), y = al(N*2*H), dY = al(N*2*H, 1), dX = al(N*I)
  let lp = UnsafeMutablePointer<Int32>.allocate(capacity: B), sp = UnsafeMutablePointer<Int32>.allocate(capacity: B)
  for i in 0..<B { lp[i] = lengths[i]; sp[i] = starts[i] }
  let dirs = (0..<2).map { d in var q = LSTMDirection(reversed: d == 1, kernel: al((I+H)*4*H, 0.2), bias: al(4*H, 0.2), gates: al(N*4*H), cells: al(N*H), previousHidden: al(N*H), column: d*H); q.kernelGradient = al((I+H)*4*H); q.biasGradient = al(4*H); return q }
  let scratch = al(LSTMLayer.scratchCount(shape, directions: 2))
  let pool = WorkerPool(threads: threads)
  let L = LSTMLayer(shape: shape, starts: sp, lengths: lp, x: x, xStride: I, directions: dirs, scratch: scratch, pool: pool)
  let pk = fmaPeak()
  var fs: [Double] = [], bs: [Double] = [], pks: [Double] = []
  for r in -2..<reps { let t0 = now(); L.forward(y: y, yStride: 2*H); let t1 = now(); L.backward(dY: dY, dYStride: 2*H, dX: dX, dXStride: I); let t2 = now(); if r >= 0 { fs.append(t1-t0); bs.append(t2-t1) }; if r % 5 == 0 { pks.append(fmaPeak()) } }
  let fl = 2.0*Double(N)*Double(I+H)*512*2
  let f = med(fs), b = med(bs), pm = max(pk, pks.max()!)
  func s(_ v: Double) -> String { String(format: "%.2f", v) }
  print("B=\(B) rows=\(N) threads=\(threads): fwd \(s(f*1e3)) (min \(s(fs.min()!*1e3))) ms \(s(fl/f/1e9)) GF/s; bwd \(s(b*1e3)) (min \(s(bs.min()!*1e3))) ms \(s(2*fl/b/1e9)) GF/s; total \(s((f+b)*1e3)) min \(s((fs.min()!+bs.min()!)*1e3)); \(s(3*fl/(f+b)/1e9)) best \(s(3*fl/(fs.min()!+bs.min()!)/1e9)) GF/s; peak1 \(s(pm)), frac best \(s(3*fl/(fs.min()!+bs.min()!)/1e9/pm/Double(threads)))")
}
func gm(_ what: String, _ ta: Bool, _ tb: Bool, _ m: Int, _ n: Int, _ k: Int, beta: Float = 0) {
  let a = al(m*k, 1), b = al(k*n, 1), c = al(m*n)
  let (md, mn) = best(9) { Gemm.gemm(ta, tb, m: m, n: n, k: k, a, lda: ta ? m : k, b, ldb: tb ? k : n, beta: beta, c, ldc: n) }
  let f = 2.0*Double(m)*Double(n)*Double(k)/1e9
  print("gemm \(what) m=\(m) n=\(n) k=\(k): \(String(format: "%.1f best %.1f GF/s, peak %.1f", f/md, f/mn, fmaPeak()))")
}
let what = CommandLine.arguments.dropFirst().first ?? "all"
if what == "layer" || what == "all" { for B in [8, 64, 256] { for t in [1, 2] { layer(B, threads: t, reps: B == 8 ? 60 : B == 64 ? 15 : 5) } } }
if what == "gemm" || what == "all" {
  for N in [328, 2624, 10496] {
    gm("xW", false, false, N, 512, 256, beta: 1)
    gm("dW", true, false, 256, 512, N); gm("dU", true, false, 128, 512, N); gm("dX", false, true, N, 256, 512)
  }
  gm("square", false, false, 1024, 1024, 1024)
}
if what == "misc" || what == "all" {
  let pool = WorkerPool(threads: 2)
  let (md, mn) = best(9) { for _ in 0..<10000 { pool.run(count: 2) { _ in } } }
  print("hand-off \(md/1e4*1e9) ns, best \(mn/1e4*1e9)")
  let n = 1 << 16; let x = al(n, 8), y = al(n)
  let fs: [(String, () -> Void)] = [("exp", { VectorMath.exp(x, y, count: n) }), ("log", { VectorMath.log(x, y, count: n) }), ("sigmoid", { VectorMath.sigmoid(x, y, count: n) }), ("tanh", { VectorMath.tanh(x, y, count: n) }), ("erf", { VectorMath.erf(x, y, count: n) }), ("softplus", { VectorMath.softplus(x, y, count: n) }), ("sqrt", { VectorMath.squareRoot(x, y, count: n) }), ("dropout", { CounterRandom.dropout(x, y, count: n, rate: 0.3, key: RandomKey(seed: 1, stream: 2)) }), ("uniform", { CounterRandom.fillUniform(y, count: n, key: RandomKey(seed: 1, stream: 2)) }), ("normal", { CounterRandom.fillNormal(y, count: n, key: RandomKey(seed: 1, stream: 2)) })]
  for (name, f) in fs { let (md, mn) = best(21, f); print("\(name): \(String(format: "%.2f best %.2f Gelem/s", Double(n)/md/1e9, Double(n)/mn/1e9))") }
}
if what == "one" { layer(Int(CommandLine.arguments[2])!, threads: 1, reps: Int(CommandLine.arguments[3])!) }
