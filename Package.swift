// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Which vector instructions the kernels are compiled for. `GRAPHRUN_SIMD=portable` builds for any
// processor of the architecture; `avx2` asks for AVX2 and FMA; the default looks at this machine.
let simd = Context.environment["GRAPHRUN_SIMD"] ?? detectedSIMD()
// Without errno a square root is one instruction and loops with it become vector loops.
let vectorFlags =
  ["-Xcc", "-fno-math-errno"] + (simd == "avx2" ? ["-Xcc", "-march=x86-64-v3"] : [])
let vectorDefines: [SwiftSetting] = simd == "avx2" ? [.define("GRAPHRUN_FMA")] : []

func detectedSIMD() -> String {
  #if arch(x86_64)
    let features = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    return features.contains(" avx2 ") && features.contains(" fma ") ? "avx2" : "portable"
  #else
    return "portable"
  #endif
}

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "graphrun",
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(
      name: "Kernels", dependencies: ["COpenBLAS"],
      swiftSettings: strict + vectorDefines + [.unsafeFlags(["-Ounchecked"] + vectorFlags)]),
    .target(name: "Runtime", dependencies: ["Kernels"], swiftSettings: strict),
    .target(name: "GraphDSL", dependencies: ["Runtime", "CYAML"], swiftSettings: strict),
    .testTarget(
      name: "GraphDSLTests", dependencies: ["GraphDSL", "OracleSupport"],
      swiftSettings: strict),
    .target(
      name: "OracleSupport", dependencies: ["Runtime"], path: "Tests/OracleSupport",
      swiftSettings: strict),
  ]
)
