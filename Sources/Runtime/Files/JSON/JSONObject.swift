/// The members of a JSON object in the order of the text.
public struct JSONObject: Equatable, Sendable {
  /// One `"name": value`.
  public struct Member: Equatable, Sendable {
    public let name: String
    public var value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The members in order; their names are distinct.
  public private(set) var members: [Member]

  /// An object of members with distinct names.
  public init(_ members: [Member] = []) { self.members = members }

  /// The value of a member; setting nil removes it, setting a new name appends it.
  public subscript(name: String) -> JSONValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}
