using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Tests.Datasets;

public sealed class DatasetRulesTests
{
    [Theory]
    [InlineData("[{|MLD0104:Numeric|}] public string? A { get; init; }")]
    [InlineData("[Label] public float A { get; init; } [Label] public float {|MLD0103:B|} { get; init; }")]
    [InlineData("[{|MLD0104:Categorical|}] public DateTime A { get; init; }")]
    [InlineData("[{|MLD0104:Text|}] public int A { get; init; }")]
    [InlineData("[{|MLD0104:DateParts|}] public string? A { get; init; }")]
    [InlineData("[Column] public List<int>? {|MLD0104:A|} { get; init; }")]
    [InlineData("public required object {|MLD0104:A|} { get; init; }")]
    [InlineData("[Label] public float? {|MLD0104:A|} { get; init; }")]
    [InlineData("[Label] public DateTime {|MLD0104:A|} { get; init; }")]
    [InlineData("[EventTime] public long {|MLD0104:A|} { get; init; }")]
    [InlineData("[Weight] public string {|MLD0104:A|} { get; init; } = \"\";")]
    [InlineData("[Group] public double {|MLD0104:A|} { get; init; }")]
    [InlineData("[Label, Id] public float {|MLD0105:A|} { get; init; }")]
    [InlineData("[Numeric, Categorical] public int {|MLD0105:A|} { get; init; }")]
    [InlineData("[Label, Numeric] public float {|MLD0105:A|} { get; init; }")]
    [InlineData("[Id, Categorical] public string {|MLD0105:A|} { get; init; } = \"\";")]
    [InlineData("[Weight, Numeric] public float {|MLD0105:A|} { get; init; }")]
    [InlineData("[Column(\"B\"), Numeric] public float A { get; init; } [Numeric] public float {|MLD0109:B|} { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), Numeric] public float {|MLD1205:A|} { get; init; }")]
    [InlineData("[Group, Categorical] public string {|MLD1402:A|} { get; init; } = \"\";")]
    [InlineData("[Numeric] public int {|MLD1402:CustomerId|} { get; init; }")]
    public Task Reports(string columns) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {columns} }}");

    [Theory]
    [InlineData("[{|MLD0107:Numeric|}] public float? A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Impute = Impute.Mean)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Indicator = true)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Constant = 3)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Impute = Impute.Constant, Constant = double.NaN)|}] public float? A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Bins = 1)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Bins = 4, Scale = Scale.Log)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Min = 2, Max = 1)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Scale = (Scale)99)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Impute = (Impute)(-1))|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"a\", \"a\")|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"a\", MaxCategories = 3)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"a\", Encoding = CategoricalEncoding.Count)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"one\")|}] public int A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"yes\")|}] public bool A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"one\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"NaN\")|}] public double A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"0.5\", \"5e-1\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"1\", \"01\")|}] public int A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"29.02.2024\")|}] public DateOnly A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(\"Mon\")|}] public DayOfWeek A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(MaxCategories = -1)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(MinCount = 0)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(HashBits = 25)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(Smoothing = double.NaN)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(Encoding = CategoricalEncoding.Hashed, Unknown = Unknown.Error)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(Encoding = (CategoricalEncoding)17)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Categorical(Unknown = (Unknown)17)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Text(WordNgrams = 6)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Text(CharNgrams = -1)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Text(WordNgrams = 0)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:Text(HashBits = 0)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0107:DateParts(DatePart.None)|}] public DateTime A { get; init; }")]
    [InlineData("[{|MLD0107:DateParts((DatePart)1024)|}] public DateTime A { get; init; }")]
    [InlineData("[{|MLD0107:DateParts(DatePart.Hour)|}] public DateOnly A { get; init; }")]
    [InlineData("[Column(Available = (Availability)7)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Column(\"\")] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Column(null!)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Positive = \"1\")] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Negative = \"no\")] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Label(Positive = \"no\", Negative = \"no\")] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Label(Positive = \"1\", Negative = \"one\")] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Positive = \"1\", Negative = \"01\")] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Positive = \"true\")] public bool {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Positive = \"256\")] public byte {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Positive = \"one\")] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label(Positive = \"Mon\")] public DayOfWeek {|MLD0107:A|} { get; init; }")]
    [InlineData("[Group] public int A { get; init; } [Group] public int {|MLD0107:B|} { get; init; }")]
    [InlineData("[EventTime] public DateOnly A { get; init; } [EventTime] public DateOnly {|MLD0107:B|} { get; init; }")]
    [InlineData("[Weight] public float A { get; init; } [Weight] public float {|MLD0107:B|} { get; init; }")]
    [InlineData("public float A { get; init; } [Numeric] public float {|MLD0107:Twice|} => 2 * A;")]
    [InlineData("[Numeric] public float {|MLD0107:A|} { get; private set; }")]
    [InlineData("[Numeric] private float {|MLD0107:A|} { get; set; }")]
    [InlineData("[Numeric] public static float {|MLD0107:A|} { get; set; }")]
    [InlineData("[Numeric] public float {|MLD0107:A|}(float b) => b;")]
    [InlineData("public required float {|MLD0107:A|};")]
    public Task ReportsOptions(string columns) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {columns} }}");

    [Theory]
    [InlineData("[Dataset] public record {|MLD0106:Row|};")]
    [InlineData("[Dataset] public partial record {|MLD0106:Row|}<T>;")]
    [InlineData("[Dataset] file partial record {|MLD0106:Row|};")]
    [InlineData("[Dataset] public abstract partial record {|MLD0106:Row|};")]
    [InlineData("[Dataset] public static partial class {|MLD0106:Row|};")]
    [InlineData("[Dataset] public ref partial struct {|MLD0106:Row|};")]
    [InlineData("public class Outer { [Dataset] public partial record {|MLD0106:Row|}; }")]
    [InlineData("public partial class Outer { [Dataset] private partial record {|MLD0106:Row|}; }")]
    [InlineData("public partial class Outer<T> { [Dataset] public partial record {|MLD0106:Row|}; }")]
    [InlineData("[Dataset] public partial class {|MLD0106:Row|} { public Row(int seed) { } }")]
    [InlineData("[Dataset] public partial class {|MLD0106:Row|} { private Row() { } }")]
    [InlineData("[Dataset] public partial record {|MLD0106:Row|} { public float Schema { get; init; } }")]
    [InlineData("[Dataset] public partial record {|MLD0106:Row|} { public static int WriteFeatures0() => 0; }")]
    [InlineData("public class Base { public int Learned { get; set; } } [Dataset] public partial class {|MLD0106:Row|} : Base { }")]
    [InlineData("[Dataset] public partial record Base; [Dataset] public partial record {|MLD0106:Row|} : Base;")]
    [InlineData("[Dataset] public readonly partial record struct {|MLD0106:Row|}(object Tag);")]
    [InlineData("public class Old; [Dataset<Old>] public partial record {|MLD0106:Row|} { public static Row From(int x) => new(); }")]
    [InlineData("[Dataset, Dataset<string>] public partial record {|MLD0107:Row|};")]
    [InlineData("[Dataset<int[]>] public partial record {|MLD0107:Row|};")]
    [InlineData("public class Old { public float Mils { get; set; } } [Dataset<Old>] public partial record Row { [Numeric] public float {|MLD0108:Miles|} { get; init; } }")]
    [InlineData("public class Old { public float? Miles { get; set; } } [Dataset<Old>] public partial record Row { [Numeric] public float {|MLD0108:Miles|} { get; init; } }")]
    [InlineData("public class Old { public double Miles { get; set; } } [Dataset<Old>] public partial record Row { [Numeric] public int {|MLD0108:Miles|} { get; init; } }")]
    [InlineData("public class Old { public float Miles { set { } } } [Dataset<Old>] public partial record Row { [Numeric] public float {|MLD0108:Miles|} { get; init; } }")]
    public Task ReportsTypes(string source) => Expect.Reports<DatasetAnalyzer>(source);

    [Theory]
    [InlineData("[Label, Column(Available = Availability.AfterOutcome)] public float A { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome)] public float A { get; init; }")]
    [InlineData("[Sensitive, Categorical] public string? A { get; init; }")]
    [InlineData("[EventTime, DateParts] public DateTime A { get; init; }")]
    [InlineData("[Column(\"a\")] public float A { get; init; } [Column(\"A\")] public float B { get; init; }")]
    [InlineData("[Numeric] public float Paid { get; init; } [Numeric] public int Humid { get; init; } [Numeric] public int GRID { get; init; } [Categorical] public int ShopId { get; init; } [Numeric] public float RapidId { get; init; }")]
    [InlineData("[Group] public int ShopId { get; init; }")]
    [InlineData("public Dictionary<string, int>? Extra { get; init; } public float Twice => 2;")]
    [InlineData("public static float Count { get; set; } public float Sum(float b) => b;")]
    [InlineData("[Label(Positive = \"-128\")] public sbyte A { get; init; }")]
    public Task StaysSilent(string columns) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {columns} }}");

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<DatasetAnalyzer>(
        """
        #pragma warning disable MLD0103, MLD0104, MLD0105, MLD0106, MLD0107, MLD0109, MLD1205, MLD1402
        [Dataset] public record NotPartial;
        [Dataset] public partial record Row
        {
            [Label] public DateTime A { get; init; }
            [Label, Numeric] public float B { get; init; }
            [Numeric(Bins = 1), Column("x")] public float C { get; init; }
            [Column("x"), Numeric] public float D { get; init; }
            [Numeric, Column(Available = Availability.AfterOutcome)] public float E { get; init; }
            [Group, Categorical] public int F { get; init; }
        }
        """);
}
