using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Columns;

/// <summary>Every column kind with every type it accepts, nullable and not, as a column and as a feature, in one type.</summary>
public sealed class ColumnTypesTests
{
    private static readonly string[] Integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];
    private static readonly string[] Fractions = ["float", "double", "decimal", "Half"];
    private static readonly string[] Categories = ["string", "bool", "DayOfWeek", "DateOnly", "char", "Guid", .. Integers, .. Fractions];
    private static readonly string[] Times = ["DateTime", "DateTimeOffset", "DateOnly"];

    [Theory]
    [InlineData("Numeric")]
    [InlineData("Numeric(Scale = Scale.Standard)")]
    [InlineData("Numeric(Scale = Scale.Power, Min = -1, Max = 1)")]
    [InlineData("Numeric(Bins = 8)")]
    public void NumericTakesNumbers(string kind) => Compile(kind, "Impute = Impute.Median, Indicator = true", ["bool", .. Integers, .. Fractions]);

    [Theory]
    [InlineData("Numeric(Length = 3)")]
    [InlineData("Numeric(Length = 1, Scale = Scale.Standard)")]
    [InlineData("Numeric(Length = 3, Scale = Scale.Power, Min = -1, Max = 1)")]
    [InlineData("Numeric(Length = 3, Bins = 8)")]
    public void NumericTakesVectors(string kind)
    {
        string[] numbers = [.. Integers, .. Fractions];
        Compile(kind, "Impute = Impute.Median, Indicator = true", [.. numbers.Select(static n => n + "[]"), .. numbers.SelectMany(In)]);
    }

    [Theory]
    [InlineData("Numeric(Length = 3, Impute = Impute.Mean)")]
    [InlineData("Numeric(Length = 3, Impute = Impute.Constant, Constant = 2, Scale = Scale.Robust, Indicator = true)")]
    public void NumericTakesVectorsWithMissingElements(string kind)
    {
        string[] numbers = [.. Integers.Concat(Fractions).Select(static n => n + "?")];
        Compile(kind, "", ["float[]", "Half[]", .. In("double"), .. numbers.Select(static n => n + "[]"), .. numbers.SelectMany(In)]);
    }

    private static IEnumerable<string> In(string element) =>
        [$"ReadOnlyMemory<{element}>", $"System.Collections.Immutable.ImmutableArray<{element}>", $"List<{element}>", $"IReadOnlyList<{element}>"];

    [Theory]
    [InlineData("float[] v", "v.Length")]
    [InlineData("ReadOnlySpan<float> v", "v[0]")]
    [InlineData("ReadOnlyMemory<float> v", "v.Length")]
    [InlineData("IReadOnlyList<float> v", "v[1]")]
    [InlineData("float[] v, IReadOnlyList<double?> w", "v[0] + (float?)w[1] ?? 0f")]
    [InlineData("IReadOnlyList<int>? missing", "missing is null ? 0f : missing[0]")]
    public void FeatureMethodsTakeVectors(string parameters, string result) => Given.Dataset(
        $$"""
        [Dataset] public partial record Row
        {
            [Numeric(Length = 2)] public required float[] V { get; init; }
            [Column(Length = 3)] public required List<double?> W { get; init; }
            [Numeric(Length = 2, Impute = Impute.Mean)] public int[]? Missing { get; init; }
            [Label] public float Y { get; init; }
        }
        [Features<Row>] public static class F { [Numeric] public static float Of({{parameters}}) => {{result}}; }
        """);

    [Theory]
    [InlineData("Categorical")]
    [InlineData("Categorical(Unknown = Unknown.Bucket, MaxCategories = 3, MinCount = 2)")]
    [InlineData("Categorical(Encoding = CategoricalEncoding.Ordinal, Unknown = Unknown.Error)")]
    [InlineData("Categorical(Encoding = CategoricalEncoding.Hashed, HashBits = 8)")]
    [InlineData("Categorical(Encoding = CategoricalEncoding.Count)")]
    [InlineData("Categorical(Encoding = CategoricalEncoding.Target, Smoothing = 2.5)")]
    public void CategoricalTakesCategories(string kind) => Compile(kind, "", Categories);

    [Theory]
    [InlineData("string", "\"a\", \"\\\"\\\\\\n\\u2028\"")]
    [InlineData("bool", "\"true\", \"false\"")]
    [InlineData("int", "\"1\", \"-2\"")]
    [InlineData("DayOfWeek", "\"Monday\"")]
    [InlineData("ulong", "\"18446744073709551615\"")]
    [InlineData("float", "\"0.5\", \"1e-3\"")]
    [InlineData("double", "\"0.1\", \"0.10000000149011612\"")]
    [InlineData("decimal", "\"19.90\"")]
    [InlineData("Half", "\"0.1\"")]
    [InlineData("DateOnly", "\"2024-02-29\"")]
    [InlineData("char", "\"S\", \" \"")]
    [InlineData("Guid", "\"01234567-89ab-cdef-0123-456789abcdef\"")]
    public void CategoricalTakesDeclaredValues(string type, string values) => Compile($"Categorical({values})", "", [type]);

    [Theory]
    [InlineData("Text")]
    [InlineData("Text(WordNgrams = 0, CharNgrams = 3, HashBits = 24, TfIdf = false, Normalize = false)")]
    public void TextTakesStrings(string kind) => Compile(kind, "", ["string"]);

    [Theory]
    [InlineData("DateParts")]
    [InlineData("DateParts(DatePart.Month | DatePart.DayOfWeek, Cyclic = true)")]
    public void DatePartsTakesTimes(string kind) => Compile(kind, "", Times);

    [Theory]
    [InlineData("DateParts")]
    [InlineData("DateParts(DatePart.Hour, Cyclic = true)")]
    public void DatePartsTakesTheHourOfATimeOfDay(string kind) => Compile(kind, "", ["TimeOnly"]);

    [Fact]
    public void CharactersGuidsAndTimesHaveRoles() => Given.Dataset(
        """
        [Dataset] public partial record Row
        {
            [Id] public Guid Key { get; init; }
            [Group] public char Team { get; init; }
            [Sensitive] public char? Sex { get; init; }
            public TimeSpan Wait { get; init; }
            public TimeSpan? Late { get; init; }
            public TimeOnly? At { get; init; }
            [Label] public float Y { get; init; }
        }
        [Features<Row>] public static class F { [Numeric(Impute = Impute.Mean)] public static float? Of(TimeSpan wait, TimeSpan? late, TimeOnly? at, char team) => (float)(wait + late ?? default).TotalHours + team; }
        """);

    private static void Compile(string kind, string whenNullable, string[] types)
    {
        string nullable = whenNullable.Length == 0 ? kind : kind.EndsWith(')') ? $"{kind[..^1]}, {whenNullable})" : $"{kind}({whenNullable})";
        var columns = types.SelectMany((type, i) => new[]
        {
            $"[{kind}] public required {type} C{i} {{ get; init; }}",
            $"[{nullable}] public {type}? N{i} {{ get; init; }}",
        });
        var methods = types.SelectMany((type, i) => new[]
        {
            $"[{kind}] public static {type} FC{i}({type} c{i}) => c{i};",
            $"[{nullable}] public static {type}? FN{i}({type}? n{i}) => n{i};",
        });
        GeneratorRun run = Given.Dataset(
            $"[Dataset] public partial record Row {{ {string.Join("\n", columns)} [Label] public float Y {{ get; init; }} }}\n"
            + $"[Features<Row>] public static class F {{ {string.Join("\n", methods)} }}");
        Assert.Equal(4 * types.Length, run.Text.Split("// ").Skip(1).Count(static line => line.Contains(": ", StringComparison.Ordinal) && (line[0] is 'C' or 'N' or 'F')));
    }
}
