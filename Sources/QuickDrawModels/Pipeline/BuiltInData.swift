/// Generated drawings that stand in for data that is not there.
struct BuiltInData {
  let options: DataOptions
  let normalize: Ink.Normalization

  func source(insteadOf absent: DataFileError) throws -> DataSource { throw absent }
}
