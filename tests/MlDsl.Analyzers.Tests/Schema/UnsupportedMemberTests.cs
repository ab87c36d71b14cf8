using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class UnsupportedMemberTests
{
    [Fact]
    public Task ReportsTypesWithoutAColumn() => MlNetTest.Verify<UnsupportedMember>("""
        class Row
        {
            [LoadColumn(0)] public float Label { get; set; }
            [LoadColumn(1)] public int? {|MLD1012:Count|} { get; set; }
            [LoadColumn(2)] public decimal {|MLD1012:Price|} { get; set; }
            public List<float> {|MLD1012:More|} { get; set; } = [];
            public Row? {|MLD1012:Parent|} { get; set; }
            public DayOfWeek {|MLD1012:Day|} { get; set; }
        }
        """);

    [Fact]
    public Task AllowsWhatColumnsCanHold() => MlNetTest.Verify<UnsupportedMember>("""
        class Row
        {
            [LoadColumn(0)] public float Label { get; set; }
            [LoadColumn(1)] public DateTime At { get; set; }
            [LoadColumn(2, 4)] public string[] Words { get; set; } = [];
            public ReadOnlyMemory<char> Text { get; set; }
            [NoColumn] public decimal Price { get; set; }
            public decimal Doubled => Price * 2;
            private int? count;
            public int Count() => count ??= 1;
        }
        """);

    [Fact]
    public Task AllowsTypesThatAreRegistered() => MlNetTest.Verify<UnsupportedMember>("""
        class Row { [LoadColumn(0)] public float Label { get; set; } [Shape] public Shape? Outline { get; set; } }
        class Shape { }
        sealed class ShapeAttribute : DataViewTypeAttribute
        {
            public override void Register() { }
            public override bool Equals(DataViewTypeAttribute? other) => other is ShapeAttribute;
        }
        """);

    [Fact]
    public Task AllowsTypesThatAreNoRows() => MlNetTest.Verify<UnsupportedMember>("""
        class Order { public decimal Price { get; set; } public int? Count { get; set; } }
        """);

    [Fact]
    public Task MarksTheMemberAsNoColumn() => MlNetTest.Fix<UnsupportedMember, UnsupportedMemberFix>("""
        class Row
        {
            [LoadColumn(0)] public float Label { get; set; }
            public decimal {|MLD1012:Price|} { get; set; }
        }
        """, """
        class Row
        {
            [LoadColumn(0)] public float Label { get; set; }
            [Microsoft.ML.Data.NoColumn]
            public decimal Price { get; set; }
        }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<UnsupportedMember>("""
        #pragma warning disable MLD1012
        class Row
        {
            [LoadColumn(0)] public float Label { get; set; }
            [LoadColumn(1)] public int? Count { get; set; }
            [LoadColumn(2)] public decimal Price { get; set; }
            public List<float> More { get; set; } = [];
            public Row? Parent { get; set; }
            public DayOfWeek Day { get; set; }
        }
        """);
}
