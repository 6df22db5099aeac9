/// Attributes that several schedules share.
enum ScheduleAttributes {
  static let steps = Attribute<Int>("steps", "The length of the schedule in steps.", least: 1)

  static let floor = Attribute<Double>(
    "floor", "Where it ends, as a share of the learning rate.", default: 0, least: 0)
}
