import DisruptionSimulation
import Testing

@Suite("Simulation options")
struct SimulationOptionsTests {
  @Test("the default allocation is fixed entitlement")
  func fixedIsDefault() {
    #expect(SimulationOptions().allocation == .fixed)
  }
}
