/// Advance widths of characters in thousandths of the font size.
///
/// The picture names Helvetica, Arial and then whatever sans serif there is. The widths are those of DejaVu Sans, the
/// widest of the usual answers, so that text fits whichever font a viewer has. No font is opened: pictures are the same
/// on every machine.
enum AdvanceWidth {
  static func of(_ scalar: Unicode.Scalar, isBold: Bool) -> Int {
    let value = scalar.value
    if value >= 0x20, value < 0x7F {
      let index = Int(value) - 0x20
      return Int(isBold ? boldASCII[index] : regularASCII[index])
    }
    return if value < 0x2000 {
      alphabetic(value, isBold: isBold)
    } else {
      symbolOrIdeograph(value, isBold: isBold)
    }
  }

  private static func alphabetic(_ value: UInt32, isBold: Bool) -> Int {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: 0
    case 0xA0, 0xB7: isBold ? 380 : 318
    case 0xB1, 0xD7, 0xF7: 838
    case 0xA1..<0x300: isBold ? 770 : 690
    case 0x300..<0x370, 0x483..<0x48A, 0x591..<0x5BE, 0x610..<0x61B, 0x64B..<0x660: 0
    case 0x370..<0x400: isBold ? 780 : 700
    case 0x400..<0x530: isBold ? 840 : 760
    case 0x590..<0x600: isBold ? 660 : 600
    case 0x600..<0x780: isBold ? 860 : 750
    case 0x1100..<0x1160: 1000
    default: 840
    }
  }

  private static func symbolOrIdeograph(_ value: UInt32, isBold: Bool) -> Int {
    switch value {
    case 0x200B..<0x2010, 0x2060..<0x2070, 0x20D0..<0x2100, 0xFE00..<0xFE10, 0xE0100..<0xE01F0: 0
    case 0x2000..<0x200B, 0x2010..<0x2014: 500
    case 0x2018..<0x201B: isBold ? 380 : 318
    case 0x201C..<0x201F: isBold ? 657 : 518
    case 0x2014, 0x2015, 0x2026: 1000
    case 0x20A0..<0x20D0: isBold ? 696 : 636
    case 0x2600..<0x27C0, 0x1F000..<0x1FB00: 1300
    case 0x2E80..<0xA4D0, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE70, 0xFF00..<0xFF61, 0xFFE0..<0xFFE7: 1000
    case 0xFFFD: 1025
    case 0x20000..<0x40000: 1000
    default: 840
    }
  }

  /// U+0020…U+007E.
  private static let regularASCII: [UInt16] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
  ]

  private static let boldASCII: [UInt16] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
    837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
    678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
    365, 712, 838,
  ]
}
