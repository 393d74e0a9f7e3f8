/// A document with every key there is, and most ways to write a value.
enum Samples {
  static let yaml = """
    # A chain with everything in it
    schema: chokepoint-graph/1
    id: sample
    title: 'A sample: it''s all here'
    as_of: 2025
    licence: CC-BY-4.0
    sources:
      - { id: trendforce-2025-10, title: "HBM \\u2014 shares", publisher: TrendForce, url: "https://example.org/a?b=c#d",
          date: 2025-10-30, licence: all rights reserved, note: none }
      - id: filing
    products:
      - id: hbm
        name: High-bandwidth memory
        hs: [{ code: "8542.32", share: 0.75 }, 8471.50]
        eccn: [3A090.c, 4A090]
        variants:
        - { id: h200, share: 0.2, attributes: { tpp: 15800, dram_gbps: 4800 } }
        - id: b200
        elasticity: { short: { value: -0.1, low: -0.3, high: 0 }, long: { value: -0.7, low: -2.0, high: -0.4 } }
        note: >
          folded
          text
      - id: wafer
    entities:
      - id: nvidia
        name: Nvidia
        kind: chip-designer
        hq: USA
        owners: [{ owner: public, share: 0.9, source: filing, status: observed }, { owner: founders, share: 0.1 }]
        value_added_share: 0.55
        outage: { per_year: 0.01, days: 30 }
        spare: 0.05
        cycle_days: 0
        receives: { USA: 0.8, IRL: 0.2 }
        source: filing
        needs:
          - product: hbm
            kind: flow
            criticality: 1
            weight: 0.3
            volume: 25
            embedded_in: ai-server
            buffer_days: 30
            switch_days: 270
            end_use: { us-data-centre: 0.95, other: 0.05 }
            source: trendforce-2025-10
            note: |
              two
              lines
            supplies:
              - { from: sk-hynix, share: 0.62, low: 0.55, high: 0.70, transit_days: 3, lead_days: 120,
                  source: trendforce-2025-10, as_of: 2025-Q3, status: observed, method: reported, confidence: high,
                  ships_from: { KOR: 1 }, note: "a, b" }
              - { from: samsung-memory, share: 0, qualified: true, max_share: 0.2, capacity: 4.5 }
      - { id: sk-hynix, country: KOR, owner: sk-group, hazards: [icheon-grid, earthquake] }
      - id: samsung-memory
        locations: { KOR: 0.9, CHN: 0.1 }
      - id: oslo-plant
        country: NO
    markets:
      - { product: hbm, provider: sk-hynix, share: 0.57, low: 0.5, high: 0.6, source: filing, as_of: 2025, note: bits }
    groups:
      - { id: EU27, name: European Union, members: [DEU, FRA] }
    claims:
      - { id: c1, entity: nvidia, product: hbm, from: sk-hynix, metric: share, value: 0.62, unit: fraction, low: 0.5,
          high: 0.7, as_of: 2025-Q3, source: filing, chosen: true, reason: newest }
    facts:
      - { id: f1, subject: nvidia, metric: purchases, object: sk-hynix, value: 12.5, unit: USD bn, low: 10, high: 15,
          as_of: 2025, status: estimate, source: filing, note: rounded }
    imports:
      - { period: 2025-11, reporter: USA, partner: TWN, hs: "8471.50", customs_value: 9.4, unit: USD_bn,
          basis: general imports, release: 2026-01-08, source: filing, note: first release }

    """
}
