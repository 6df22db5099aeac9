import Runtime

/// An argument of a call whose value waits for the sizes of tensors.
struct PendingArgument: Sendable {
  /// The argument as given, or its default.
  let setting: SettingSpec
  /// The argument as declared.
  let argument: BlockArgument
  /// Checks the value once it is there.
  let checker: SettingChecker
  /// What the expression stands in.
  let enclosures: [Enclosure]
}
