namespace MlDsl.Generators.Tests.Datasets;

public sealed class DatasetSpecTests
{
    private const string Row = """[Dataset] public partial record Row { [Categorical("a", "b")] public string? A { get; init; } [Numeric(Bins = 4)] public float B { get; init; } [Label] public bool Y { get; init; } }""";

    [Fact]
    public void TheSameSourceGivesAnEqualSpec()
    {
        Assert.Equal(Given.Spec(Row), Given.Spec(Row));
        Assert.Equal(Given.Spec(Row).GetHashCode(), Given.Spec(Row).GetHashCode());
    }

    [Theory]
    [InlineData("""/* words */ [MlDsl.DatasetAttribute] public partial record Row { [Categorical(new[] { "a", "b" })] public string? A { get; init; } [Numeric(Bins = 2 + 2, Scale = Scale.None)] public Single B { get; set; } [LabelAttribute()] public bool Y { get; init; } }""")]
    [InlineData("""[Dataset] public partial record Row { [Categorical("a", "b")] public string? A { get; init; } [Numeric(Bins = 4)] public float B { get; init; } [Label] public bool Y { get; init; } public float Twice => 2 * B; public static int Count; }""")]
    public void EquivalentSourceGivesAnEqualSpec(string source) => Assert.Equal(Given.Spec(Row), Given.Spec(source));

    [Theory]
    [InlineData("\"a\", \"b\"", "\"b\", \"a\"")]
    [InlineData("Bins = 4", "Bins = 5")]
    [InlineData("Bins = 4", "Bins = 4, Max = 3")]
    [InlineData("string? A", "string A")]
    [InlineData("float B", "double B")]
    [InlineData("float B", "float C")]
    [InlineData("[Label]", "[Sensitive]")]
    [InlineData("[Label]", "[Label, Column(\"y\")]")]
    [InlineData("[Label]", "[Label, Column(Available = Availability.AfterOutcome)]")]
    [InlineData("[Numeric(Bins = 4)]", "[PastCovariate] public float P { get; init; } [EventTime] public DateTime At { get; init; } [Numeric(Bins = 4)]")]
    [InlineData("record Row", "class Row")]
    [InlineData("public partial", "internal partial")]
    public void DifferentSourceGivesAnUnequalSpec(string from, string to)
    {
        Assert.Contains(from, Row, StringComparison.Ordinal);
        string changed = Row.Replace(from, to, StringComparison.Ordinal).Replace("string A { get; init; }", "string A { get; init; } = \"\";", StringComparison.Ordinal);
        Assert.NotEqual(Given.Spec(Row), Given.Spec(changed));
    }
}
