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
  products: [.executable(name: "graphrun", targets: ["graphrun"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.30.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(
      name: "Kernels", dependencies: ["COpenBLAS"],
      swiftSettings: strict + vectorDefines + [.unsafeFlags(["-Ounchecked"] + vectorFlags)]),
    .target(name: "Runtime", dependencies: ["Kernels"], swiftSettings: strict),
    .target(
      name: "Ops", dependencies: ["Runtime", "Kernels"],
      swiftSettings: strict + vectorDefines + [.unsafeFlags(["-O"] + vectorFlags)]),
    .target(name: "GraphDSL", dependencies: ["Runtime", "CYAML"], swiftSettings: strict),
    .target(
      name: "QuickDrawModels",
      dependencies: [
        "GraphDSL", "Ops", "Runtime", "Kernels",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ], swiftSettings: strict),
    .target(
      name: "ModelTools", dependencies: ["QuickDrawModels", "GraphDSL", "Ops", "Runtime"],
      swiftSettings: strict),
    .executableTarget(
      name: "graphrun",
      dependencies: [
        "ModelTools", "QuickDrawModels", "GraphDSL", "Ops", "Runtime", "Kernels",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"], swiftSettings: strict),
    .testTarget(
      name: "RuntimeTests", dependencies: ["Runtime", "OracleSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "OpsTests", dependencies: ["Ops", "Runtime", "Kernels", "OracleSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GraphDSLTests", dependencies: ["GraphDSL", "Ops", "OracleSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QuickDrawModelsTests",
      dependencies: ["QuickDrawModels", "OracleSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ModelToolsTests", dependencies: ["ModelTools", "OracleSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "graphrunTests", dependencies: ["graphrun", "Ops", "Runtime", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "OracleSupport", dependencies: ["Runtime"], path: "Tests/OracleSupport",
      swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  ]
)

// `make fuzz` builds this one, every module of it watched by libFuzzer and AddressSanitizer.
if Context.environment["GRAPHRUN_FUZZ"] != nil {
  let watched = SwiftSetting.unsafeFlags(["-sanitize=fuzzer,address"])
  for target in package.targets where target.type == .regular {
    target.swiftSettings = (target.swiftSettings ?? []) + [watched]
  }
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "fuzz/CFuzzer"),
    .executableTarget(
      name: "model-fuzzer", dependencies: ["CFuzzer", "GraphDSL", "Ops", "Runtime"],
      path: "fuzz/ModelFuzzer", swiftSettings: strict + [watched],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ]
  package.products.append(.executable(name: "model-fuzzer", targets: ["model-fuzzer"]))
}
