using System.Globalization;

namespace MlDsl.Generators.Tests.Datasets;

public sealed class DatasetGeneratorTests
{
    [Theory]
    [InlineData("[Dataset] public sealed partial record Row { [Numeric] public required float A { get; init; } }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public required float A { get; init; } }")]
    [InlineData("[Dataset] public partial class Row { [Numeric] public float A { get; set; } }")]
    [InlineData("[Dataset] public partial struct Row { [Numeric] public float A { get; set; } }")]
    [InlineData("[Dataset] public readonly partial struct Row { [Numeric] public float A { get; init; } }")]
    [InlineData("[Dataset] public partial record struct Row { [Numeric] public float A { get; set; } }")]
    [InlineData("[Dataset] public readonly partial record struct Row { [Numeric] public required float A { get; init; } }")]
    [InlineData("[Dataset] public partial record Row([property: Numeric] float A, string B);")]
    [InlineData("[Dataset] public partial record Row([property: Numeric] float A) { [Categorical] public string? B { get; init; } }")]
    [InlineData("[Dataset] public readonly partial record struct Row([property: Numeric] float A, [property: Label] bool B);")]
    [InlineData("[Dataset] public partial struct Row(float A) { [Numeric] public float A { get; } = A; }")]
    [InlineData("[Dataset] public partial class Row(float A) { [Numeric] public float A { get; } = A; [Label] public bool B { get; set; } }")]
    [InlineData("[Dataset] public partial struct Row { public Row(int seed) => A = seed; [Numeric] public float A { get; set; } }")]
    [InlineData("[Dataset] internal partial record Row { [Numeric] public float A { get; init; } }")]
    [InlineData("[Dataset] internal partial record Row { [Numeric] public float A { get; internal init; } }")]
    [InlineData("public static partial class Outer { public partial interface IInner { [Dataset] public partial record Row { [Numeric] public float A { get; init; } } } }")]
    [InlineData("public partial record struct Outer { internal partial struct Inner { [Dataset] internal partial class Row { [Numeric] public float A { get; init; } } } }")]
    [InlineData("namespace A.B.C { [Dataset] public partial record Row { [Numeric] public float A { get; init; } } }")]
    [InlineData("namespace @class.@event { [Dataset] public partial record @struct { [Numeric] public float @int { get; init; } [Label] public bool @true { get; init; } } }")]
    [InlineData("[Dataset] public partial record Größe { [Numeric] public float Straße { get; init; } [Categorical] public string? 城市 { get; init; } [Label] public float Цена { get; init; } }")]
    [InlineData("public record Base { [Numeric] public float A { get; init; } public virtual string? B { get; init; } } [Dataset] public sealed partial record Row : Base { [Categorical] public override string? B { get; init; } }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public float input { get; init; } [Numeric] public float target { get; init; } [Categorical] public string? position { get; init; } [Text] public string? json { get; init; } [Numeric] public float names { get; init; } [Categorical] public int? other { get; init; } [DateParts] public DateOnly folds { get; init; } [Numeric] public bool fold { get; init; } [Numeric] public bool derived { get; init; } }")]
    [InlineData("[Dataset] public partial record Row { public float A { get; init; } public float Twice => 2 * A; private float Hidden { get; set; } }")]
    [InlineData("[Dataset] public partial record Row { }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public float A { get; init; } public override string ToString() => \"\"; }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public float A { get; init; } [Numeric] public float a { get; init; } }")]
    [InlineData("public enum Color { } [Dataset] public partial record Row { [Categorical] public Color A { get; init; } [Categorical] public Color? B { get; init; } }")]
    [InlineData("[Dataset] public partial record Row { public List<int>? Tags { get; init; } [Numeric] public float A { get; init; } }")]
    [InlineData("[Dataset] public partial struct Row { [EventTime] public DateTime At { get; set; } [Lag(1)] public float A { get; set; } }")]
    [InlineData("[Dataset] public readonly partial record struct Row([property: EventTime] DateTime At) { [Lag(1)] public float A { get; init; } }")]
    [InlineData("[Dataset, System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)] public partial struct Row { [EventTime] public DateTime At { get; set; } [Lag(1)] public float A { get; set; } }")]
    public void WritesForEveryShapeOfType(string source) => Assert.Single(Given.Dataset(source).Sources);

    // Neither changes the canonical text of the column, and so the hash of a schema.
    [Fact]
    public void WritesUnitsAndNamesOfEnums()
    {
        string text = Given.Dataset("[Dataset] public partial record Row { [Column(\"way\", Unit = \"km\"), Numeric(Length = 2)] public float[] A { get; init; } = []; [Categorical] public DayOfWeek? B { get; init; } [Label] public DayOfWeek C { get; init; } }").Text;
        Assert.Contains("{ Length = 2, Unit = \"km\" },", text, StringComparison.Ordinal);
        Assert.Contains("{ EnumNames = [\"Sunday\", \"Monday\", \"Tuesday\", \"Wednesday\", \"Thursday\", \"Friday\", \"Saturday\"] },", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("EnumNames").Length - 1);
    }

    [Theory]
    [InlineData("[Id] public int A { get; init; } [Group] public string B { get; init; } = \"\"; [Numeric] public float C { get; init; }", "IGroupedRows")]
    [InlineData("[EventTime] public DateTime A { get; init; } [Numeric] public float C { get; init; }", "ITimedRows")]
    [InlineData("[EventTime] public DateTimeOffset A { get; init; } [Group] public ulong B { get; init; }", "IGroupedTimedRows")]
    [InlineData("[EventTime] public DateOnly A { get; init; } [Group] public DayOfWeek B { get; init; }", "IGroupedTimedRows")]
    [InlineData("[Weight] public int A { get; init; } [Sensitive, Categorical] public string? B { get; init; } [Sensitive] public int? C { get; init; } [Sensitive] public DateOnly D { get; init; } [Sensitive] public string E { get; init; } = \"\"; [Sensitive] public Half @in { get; init; } [Sensitive] public bool? G { get; init; } [Sensitive] public DayOfWeek H { get; init; }", "IIndependentRows")]
    public void MarksRowsByTheirRoles(string columns, string marker) =>
        Assert.Contains($"global::MlDsl.{marker}\n", Given.Dataset($"[Dataset] public partial record Row {{ {columns} }}").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("float")]
    [InlineData("decimal")]
    [InlineData("Half")]
    [InlineData("bool")]
    [InlineData("string", "Positive = \"yes \\\" \\\\ \\n\"")]
    [InlineData("string")]
    [InlineData("int", "Positive = \"-007\"")]
    [InlineData("ulong", "Positive = \"18446744073709551615\"")]
    [InlineData("byte")]
    [InlineData("DayOfWeek", "Positive = \"Monday\"")]
    [InlineData("DayOfWeek")]
    public void TakesLabelsOfEveryKind(string type, string options = "") =>
        Given.Dataset($$"""[Dataset] public partial record Row { [Numeric] public float A { get; init; } [Label({{options}})] public required {{type}} Y { get; init; } }""");

    [Fact]
    public void TakesTypesOfOtherAssemblies() => Given.Dataset(
        """
        [Dataset]
        public partial record Row
        {
            [Categorical] public System.Net.HttpStatusCode Status { get; init; }
            [Categorical] public System.Reflection.BindingFlags? Flags { get; init; }
            [Label] public System.IO.FileMode Mode { get; init; }
        }
        """);

    [Theory]
    [InlineData("public class Old { public int A { get; set; } public float? B = 1; public string C { get; set; } = \"\"; }")]
    [InlineData("internal class Old { public int A { get; set; } public float? B = 1; public string C { get; set; } = \"\"; }")]
    [InlineData("public interface IBase { int A { get; } } public interface Old : IBase { float? B { get; } string C { get; } }")]
    [InlineData("public record Base(int A); public record Old(int A, float? B, string C) : Base(A);")]
    public void LaysColumnsOverAnExistingType(string old)
    {
        string text = Given.Dataset(
            old + " [Dataset<Old>] public partial record Row { [Numeric] public float A { get; init; } [Numeric(Impute = Impute.Mean)] public double? B { get; init; } [Categorical] public string? C { get; init; } }").Text;
        Assert.Contains($"{(old.StartsWith("internal", StringComparison.Ordinal) ? "internal" : "public")} static Row From(global::Old source)", text, StringComparison.Ordinal);
        Assert.Contains("A = (float)source.A,", text, StringComparison.Ordinal);
        Assert.Contains("B = (double?)source.B,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LaysColumnsOverAGenericType() => Given.Dataset(
        "[Dataset<KeyValuePair<string, int>>] public partial record Row { [Categorical] public string Key { get; init; } = \"\"; [Label] public int Value { get; init; } }");

    [Fact]
    public void GivesFilesOfItsOwnToNamesThatDifferInCase()
    {
        var run = Given.Dataset(
            """
            [Dataset] public partial record Row { [Numeric] public float A { get; init; } }
            [Dataset] public partial record ROW { [Numeric] public float A { get; init; } }
            """);
        Assert.Equal(2, run.Sources.Select(static s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void ShortensLongNames()
    {
        string name = new('x', 400);
        var run = Given.Dataset($"[Dataset] public partial record {name}A {{ [Numeric] public float {name} {{ get; init; }} }} [Dataset] public partial record {name}B {{ }}");
        Assert.All(run.Sources, static s => Assert.True(s.HintName.Length < 160, s.HintName));
        Assert.Equal(2, run.Sources.Length);
    }

    [Fact]
    public void WritesTheSameUnderAnotherCulture()
    {
        const string Source = """[Dataset] public partial record Row { [Numeric(Min = -1.5, Max = 2.5e10, Impute = Impute.Constant, Constant = -0.25)] public float? A { get; init; } [Categorical(Encoding = CategoricalEncoding.Target, Smoothing = 0.5)] public string? B { get; init; } [Label(Positive = "-3")] public int Y { get; init; } }""";
        string expected = Given.Dataset(Source).Text;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            Assert.Equal(expected, Given.Dataset(Source).Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void CompilesAThousandColumns()
    {
        string columns = string.Join("\n", Enumerable.Range(0, 1000).Select(static i => (i % 4) switch
        {
            0 => $"[Numeric(Scale = Scale.Standard)] public float C{i} {{ get; init; }}",
            1 => $"[Categorical] public string? C{i} {{ get; init; }}",
            2 => $"[Numeric(Impute = Impute.Mean)] public bool? C{i} {{ get; init; }}",
            _ => $"[DateParts] public DateTime C{i} {{ get; init; }}",
        }));
        string methods = string.Join("\n", Enumerable.Range(0, 120).Select(static i => $"[Numeric] public static float F{i}(float c{4 * i}) => c{4 * i};"));
        Given.Dataset($"[Dataset] public partial record Row {{ {columns} [Label] public bool Y {{ get; init; }} }} [Features<Row>] public static partial class F {{ {methods} }}");
    }
}
