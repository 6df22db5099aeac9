import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// Words a comparison, row by row.
struct DiffRows {
  typealias Row = DiffReport.Row

  /// Whether what is the same is shown, and lists are not shortened.
  let showsAll: Bool

  private func isShown(_ sign: DiffSign) -> Bool { showsAll || sign != .same }

  // MARK: Values and nodes

  func values(_ changes: [ValueChange]) -> [Row] {
    changes.filter { isShown($0.sign) }.map {
      Row(sign: $0.sign, cells: [$0.name, text($0)])
    }
  }

  func nodes(_ changes: [NodeChange]) -> [Row] {
    NodeGroup.groups(changes.filter { isShown($0.sign) }).map { group in
      let change = group.change
      let prefix =
        ["graph", "loss"].contains(change.part) ? "" : "\(change.part)."
      let parts =
        change.sign == .changed
        ? (change.oldName.map { ["was \(prefix)\($0)"] } ?? [])
          + change.details.map { text(of: $0) }
        : [whole(change, count: group.count)]
      return Row(sign: change.sign, cells: [prefix + group.name, parts.joined(separator: ", ")])
    }
  }

  /// A node that one side has, or that is the same in both.
  private func whole(_ change: NodeChange, count: Int) -> String {
    let call = count > 1 ? NodeGroup.withoutSteps(change.text) : change.text
    let parameters =
      change.parameters == 0 ? "" : ", \(Format.count(change.parameters)) parameters"
    return "\(call), shape \(change.shape)\(parameters)" + (count > 1 ? " each" : "")
  }

  private func text(of detail: ValueChange) -> String {
    switch detail.name {
    case "from": "reads \(wires(detail.new)) instead of \(wires(detail.old))"
    case "op": text(detail)
    case "parameters": "parameters \(grouped(detail.old)) → \(grouped(detail.new))"
    default: text(detail, withName: true)
    }
  }

  private func wires(_ value: AttributeValue?) -> String {
    guard case .list(let names) = value, !names.isEmpty else { return "nothing" }
    return names.map(\.description).joined(separator: " and ")
  }

  private func text(_ change: ValueChange, withName: Bool = false) -> String {
    let name = withName ? "\(change.name) " : ""
    switch (change.old, change.new) {
    case (let old?, let new?):
      if change.sign == .same { return name + new.shown }
      if case .list(let before) = old, case .list(let after) = new,
        max(before.count, after.count) > 8, !showsAll
      {
        return name + difference(before, after)
      }
      return name + "\(old.shown) → \(new.shown)"
    case (let old?, nil): return name + old.shown + (withName ? " → default" : "")
    case (nil, let new?): return name + (withName ? "default → " : "") + new.shown
    case (nil, nil): return name
    }
  }

  private func grouped(_ value: AttributeValue?) -> String {
    value.flatMap { Int(attribute: $0) }.map(Format.count) ?? "0"
  }

  /// Two long lists: how long they are, and what only one of them has.
  private func difference(_ old: [AttributeValue], _ new: [AttributeValue]) -> String {
    let (before, after) = (old.map(\.shown), new.map(\.shown))
    var parts = ["\(old.count) → \(new.count) values"]
    let gone = before.filter { !Set(after).contains($0) }
    let come = after.filter { !Set(before).contains($0) }
    if !gone.isEmpty { parts.append("without " + LoadReport.shortened(gone, limit: 3)) }
    if !come.isEmpty { parts.append("with " + LoadReport.shortened(come, limit: 3)) }
    if gone.isEmpty, come.isEmpty { parts.append("in another order") }
    return parts.joined(separator: ", ")
  }

  // MARK: Cost, weights, warnings

  func costs(_ old: ModelCost, _ new: ModelCost) -> [Row] {
    let count = { (value: Double) in Format.count(Int(value.rounded())) }
    var rows = [
      cost("parameters", Double(old.parameters), Double(new.parameters), count),
      cost("FLOP a point", old.forward.perStep, new.forward.perStep, count),
      cost("FLOP a drawing", old.forward.perExample, new.forward.perExample, count),
    ]
    if let before = old.trainingBytes, let after = new.trainingBytes {
      let sizes = [old.batchSize ?? 0, new.batchSize ?? 0]
      let batch = sizes[0] == sizes[1] ? "\(sizes[0])" : "\(sizes[0]) → \(sizes[1])"
      let row = cost("memory to train", before, after, Format.bytes)
      let note = "for \(batch) drawings of \(ModelCost.points) points"
      rows.append(
        Row(
          sign: row.sign, cells: Array(row.cells.dropLast()) + ["\(row.cells.last ?? "") \(note)"])
      )
    }
    let shown = rows.filter { isShown($0.sign) }
    return shown.isEmpty ? [Row(sign: .same, cells: ["the same", "", ""])] : shown
  }

  private func cost(
    _ name: String, _ old: Double, _ new: Double, _ format: (Double) -> String
  ) -> Row {
    // The plan rounds to cache lines, so the last digits of a memory say nothing.
    let isSame = format(old) == format(new)
    guard !isSame else { return Row(sign: .same, cells: [name, format(new), ""]) }
    let sign = new > old ? "+" : "-"
    let share =
      old <= 0
      ? ""
      : new >= 10 * old
        ? " (\(Format.count(Int((new / old).rounded()))) times)"
        : " (\(Self.signed(percent: (new - old) / old)))"
    return Row(
      sign: .changed,
      cells: [name, "\(format(old)) → \(format(new))", sign + format(abs(new - old)) + share])
  }

  /// A relative change such as `+12.5 %`.
  static func signed(percent share: Double) -> String {
    (share < 0 ? "-" : "+") + Format.percent(abs(share))
  }

  func weights(_ diff: ModelDiff) -> [Row] {
    let load = diff.load
    let wanted = load.matched + load.missing
    let total =
      wanted.reduce(0) { $0 + $1.count } + load.reshaped.reduce(0) { $0 + $1.wanted.reduce(1, *) }
    let loaded = load.matched.reduce(0) { $0 + $1.count }
    let all = load.isComplete ? "all " : "\(load.matched.count) of "
    var rows = [
      Row(
        sign: .same,
        cells: [
          "A into B",
          "\(all)\(load.wantedCount) tensors load, \(Format.count(loaded)) of "
            + "\(Format.count(total)) numbers"
            + (total > 0 && loaded < total
              ? " (\(Format.percent(Double(loaded) / Double(total))))" : ""),
        ])
    ]
    let lists: [(DiffSign, String, [String])] = [
      (.changed, "another shape", load.reshaped.map { "\($0.name) \($0.given) → \($0.wanted)" }),
      (.added, "only in B", load.missing.map(\.name)),
      (.removed, "only in A", load.unused.map(\.name)),
    ]
    for (sign, what, names) in lists where !names.isEmpty {
      let limit = showsAll ? names.count : 4
      rows.append(Row(sign: sign, cells: [what, LoadReport.shortened(names, limit: limit)]))
    }
    if showsAll, !load.matched.isEmpty {
      rows.append(
        Row(
          sign: .same, cells: ["load", load.matched.map(\.name).joined(separator: ", ")]))
    }
    if let note = classNote(diff) { rows.append(Row(sign: .same, cells: ["note", note])) }
    return rows
  }

  /// What a training does to the number of classes before it loads weights.
  private func classNote(_ diff: ModelDiff) -> String? {
    guard diff.old.run != nil, diff.new.run == nil,
      let old = diff.old.model?.lowered.parameters["num_classes"]?.value,
      let new = diff.new.model?.lowered.parameters["num_classes"]?.value, !old.isSame(as: new)
    else { return nil }
    return
      "a training of B on other data takes num_classes from them; see --set-b num_classes=\(old)"
  }

  func warnings(_ changes: [WarningChange]) -> [Row] {
    changes.filter { isShown($0.sign) }.map { change in
      let place = change.place.map { "\($0): " } ?? ""
      return Row(sign: change.sign, cells: [change.code, place + change.message])
    }
  }
}
