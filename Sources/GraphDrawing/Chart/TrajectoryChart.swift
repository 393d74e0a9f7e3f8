/// Output of several subjects day by day in one or more situations: plain values, nothing of supply chains.
///
/// One panel fills the picture, several are small multiples with the same axes.
public struct TrajectoryChart: Sendable, Equatable {
  /// One subject's line in one panel.
  public struct Line: Sendable, Equatable {
    /// Output of each day as a fraction of what is wanted, 0…1, from day 0.
    public var values: [Double]
    /// First day on which something is missing; nil for none.
    public var firstLossDay: Int?
    /// First day on which nothing is missing any more; nil for never, or where nothing was.
    public var recoveryDay: Int?
    /// The line in a few words, such as `worst −93 % on day 57`.
    public var detail: String

    public init(values: [Double], firstLossDay: Int? = nil, recoveryDay: Int? = nil, detail: String = "") {
      self.values = values
      self.firstLossDay = firstLossDay
      self.recoveryDay = recoveryDay
      self.detail = detail
    }
  }

  /// What happens from outside: how much of something is left, as straight lines between points.
  public struct Hit: Sendable, Equatable {
    /// A point of the course of a capacity; two at one day make a step.
    public struct Point: Sendable, Equatable {
      public var day: Double
      public var capacity: Double

      public init(day: Double, capacity: Double) {
        self.day = day
        self.capacity = capacity
      }
    }

    public var name: String
    /// In order of days; the capacity is 1 before the first and after the last, unless it `isOpen`.
    public var course: [Point]
    /// Whether the last capacity goes on to the end of the picture.
    public var isOpen: Bool

    public init(name: String, course: [Point], isOpen: Bool = false) {
      self.name = name
      self.course = course
      self.isOpen = isOpen
    }
  }

  /// One situation.
  public struct Panel: Sendable, Equatable {
    public var title: String
    /// A line or two below the title; panels of their own have it, a single one has the chart's subtitle.
    public var caption: String
    /// One a name of the chart.
    public var lines: [Line]
    public var hits: [Hit]

    public init(title: String, caption: String = "", lines: [Line], hits: [Hit] = []) {
      self.title = title
      self.caption = caption
      self.lines = lines
      self.hits = hits
    }
  }

  public var title: String
  public var subtitle: String
  /// For those who do not see the picture.
  public var summary: String
  /// The subjects, in the order of the lines of every panel.
  public var names: [String]
  public var panels: [Panel]
  /// What stands above the axis of values.
  public var valueAxis: String
  /// What stands below the axis of days.
  public var dayAxis: String
  /// Last day that is drawn.
  public var lastDay: Int
  /// Paragraphs below the picture.
  public var notes: [Note]

  public init(
    title: String, subtitle: String = "", summary: String = "", names: [String], panels: [Panel],
    valueAxis: String = "Output, % of what is wanted", dayAxis: String = "Days since the scenario began", lastDay: Int,
    notes: [Note] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.summary = summary
    self.names = names
    self.panels = panels
    self.valueAxis = valueAxis
    self.dayAxis = dayAxis
    self.lastDay = lastDay
    self.notes = notes
  }
}

extension TrajectoryChart {
  /// Most panels of a picture and most subjects of a panel that can be told apart.
  public static let mostPanels = 24
  public static let mostNames = 14

  /// Lines of a panel that nobody can tell apart on paper, by index, drawn as one; in order of their first.
  func bundles(of panel: Panel) -> [[Int]] {
    var bundles: [[Int]] = []
    for index in panel.lines.indices {
      let own = panel.lines[index].values
      let match = bundles.firstIndex { bundle in
        let other = panel.lines[bundle[0]].values
        return own.count == other.count && zip(own, other).allSatisfy { abs($0 - $1) < 0.001 }
      }
      if let match { bundles[match].append(index) } else { bundles.append([index]) }
    }
    return bundles
  }
}
