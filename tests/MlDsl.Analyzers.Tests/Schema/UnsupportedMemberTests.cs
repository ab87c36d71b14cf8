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
    public Task ReportsRowsFromObjectsAndOfEngines() => MlNetTest.Verify<UnsupportedMember>("""
        class Sale
        {
            public bool Label { get; set; }
            public float X { get; set; }
            public decimal {|MLD1012:Money|} { get; set; }
            public Guid {|MLD1012:Id|} { get; set; }
            public char {|MLD1012:Code|} { get; set; }
            public int? {|MLD1012:Count|} { get; set; }
            public List<int> {|MLD1012:Parts|} { get; set; } = [];
            public float[][] {|MLD1012:Table|} { get; set; } = [];
            public decimal {|MLD1012:Doubled|} => Money * 2;
            public readonly object {|MLD1012:tag|} = "";
            public (int, int) {|MLD1012:Both|} { get; init; }
        }
        class Late : Sale { public DateOnly {|MLD1012:Day|} { get; set; } }
        class Wanted { public float X { get; set; } public DayOfWeek {|MLD1012:Day|} { get; set; } }
        class Score { [ColumnName("Score")] public float Value { get; set; } }
        static class Program
        {
            static void Run(MLContext ml, ITransformer model, List<Sale> sales, IEnumerable<Late> late)
            {
                var rows = ml.Data.LoadFromEnumerable(sales);
                var again = ml.Data.LoadFromEnumerable<Sale>(sales);
                var more = ml.Data.LoadFromEnumerable(late);
                var engine = ml.Model.CreatePredictionEngine<Wanted, Score>(model);
            }
        }
        """);

    [Fact]
    public Task AllowsRowsWithASchemaOfTheirOwn() => MlNetTest.Verify<UnsupportedMember>("""
        class Sale { public float X { get; set; } public decimal Money { get; set; } }
        class Plain { public float X { get; set; } [NoColumn] public decimal Money { get; set; } public static decimal Rate { get; set; } private decimal Cost { get; set; } public DateTime At { get; set; } public bool[] Flags { get; set; } = []; }
        static class Mine { public static int LoadFromEnumerable<T>(IEnumerable<T> rows) => 0; }
        static class Program
        {
            static void Run(MLContext ml, ITransformer model, List<Sale> sales, SchemaDefinition columns)
            {
                var rows = ml.Data.LoadFromEnumerable(sales, columns);
                var plain = ml.Data.LoadFromEnumerable(new List<Plain>());
                var none = Mine.LoadFromEnumerable(sales);
            }
            static IDataView Any<T>(MLContext ml, IEnumerable<T> rows) where T : class => ml.Data.LoadFromEnumerable(rows);
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
