/// The version of graphrun.
public enum ProgramVersion {
  /// As `graphrun --version` prints it and receipts keep it.
  public static let current = "0.1.0"
}
