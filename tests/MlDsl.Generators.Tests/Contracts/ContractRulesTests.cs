using MlDsl.Generators.Datasets;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Contracts;

/// <summary>What may be declared of values, and what is said of what may not.</summary>
public sealed class ContractRulesTests
{
    private const string Space = "using MlDsl.Contracts;\n";

    [Theory]
    [InlineData("[Range(0, 1)] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Range(1, 0)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(double.NaN, 0)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(0.5, 2)] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(0, 300)] public byte {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(0, 1)] public DateOnly {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"yesterday\", \"\")] public DateTime {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"2024-01-01T10:00\", \"\")] public DateOnly {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"10:00\", \"\")] public DateTime {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"May\", \"\")] public DateTimeOffset {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"01/02/2024\", \"\")] public DateOnly {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"25:00\", \"\")] public TimeOnly {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(\"2025-01-01\", \"2024-01-01\")] public DateTimeOffset {|MLD0107:A|} { get; init; }")]
    [InlineData("[Numeric(Length = 2), Range(0, 1)] public float[] {|MLD0107:A|} { get; init; } = [];")]
    [InlineData("[Range(0, 1, Policy = (Breach)7)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Range(0, 1, Policy = Breach.AsMissing)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Label, Range(0, 1, Policy = Breach.Clip)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Values(\"a\", Policy = Breach.Clip)] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Values] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Values(\"a\", \"a\")] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Values(1)] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Values(1.5)] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[Values(1, 2)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[Values(ConsoleColor.Red)] public DayOfWeek {|MLD0107:A|} { get; init; }")]
    [InlineData("[Values((DayOfWeek)9)] public DayOfWeek {|MLD0107:A|} { get; init; }")]
    [InlineData("[Pattern(\"(\")] public string {|MLD0107:A|} { get; init; } = \"\";")]
    [InlineData("[Pattern(\"a\")] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[NotNull] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[NotNull(Policy = Breach.AsMissing)] public float? {|MLD0107:A|} { get; init; }")]
    [InlineData("[Unique(Policy = Breach.Clip)] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[Numeric(Length = 2), Unique] public float[] {|MLD0107:A|} { get; init; } = [];")]
    [InlineData("[Fresh(\"2d\")] public DateTime {|MLD0107:A|} { get; init; }")]
    [InlineData("[EventTime, Fresh(\"soon\")] public DateTime {|MLD0107:A|} { get; init; }")]
    [InlineData("[EventTime, Fresh(\"2d\")] public int {|MLD0107:A|} { get; init; }")]
    [InlineData("[EventTime, Fresh(\"-2d\")] public DateTime {|MLD0107:A|} { get; init; }")]
    public Task RefusesOnAColumn(string member) => Expect.Reports<DatasetAnalyzer>($"{Space}[Dataset] public partial record Row {{ {member} }}");

    [Theory]
    [InlineData("[Relation] private bool {|MLD0107:Fits|}(float a) => true;")]
    [InlineData("[Relation] private static int {|MLD0107:Fits|}(float a) => 1;")]
    [InlineData("[Relation] private static bool {|MLD0107:Fits|}() => true;")]
    [InlineData("[Relation] private static bool {|MLD0107:Fits|}(float other) => true;")]
    [InlineData("[Relation] private static bool {|MLD0107:Fits|}(int a) => true;")]
    [InlineData("[Relation] private static bool {|MLD0107:Fits|}(float b) => true;")]
    [InlineData("[Relation] private static bool {|MLD0107:Fits|}(in float a) => true;")]
    [InlineData("[Relation(Policy = Breach.Clip)] private static bool {|MLD0107:Fits|}(float a) => true;")]
    [InlineData("[Relation, Obsolete(\"no\", true)] private static bool {|MLD0107:Fits|}(float a) => true;")]
    public Task RefusesARelation(string method) => Expect.Reports<DatasetAnalyzer>($"{Space}[Dataset] public partial record Row {{ public float A {{ get; init; }} public float? B {{ get; init; }} {method} }}");

    // A row that code made is copied where a value changes, and the copy's property set.
    [Theory]
    [InlineData("class", "get; init;", true)]
    [InlineData("class", "get; set;", false)]
    [InlineData("record", "get; init;", false)]
    [InlineData("struct", "get; init;", false)]
    public Task ChangesOnlyWhatCanBeSet(string kind, string accessors, bool isRefused) => Expect.Reports<DatasetAnalyzer>(
        $"{Space}[Dataset] public partial {kind} Row {{ [Range(0, 1, Policy = Breach.Clip)] public float {(isRefused ? "{|MLD0107:A|}" : "A")} {{ {accessors} }} }}");

    [Theory]
    [InlineData("sbyte", "-5, 5")]
    [InlineData("ulong", "\"0\", \"18446744073709551615\"")]
    [InlineData("long", "double.NegativeInfinity, 10")]
    [InlineData("decimal", "\"0.1\", \"79228162514264337593543950335\"")]
    [InlineData("decimal", "-1.5, double.PositiveInfinity")]
    [InlineData("Half", "-1, 1")]
    [InlineData("double?", "1e300, double.PositiveInfinity")]
    [InlineData("DateTime", "\"2024-01-01\", \"2024-06-01T10:00:00Z\"")]
    [InlineData("DateTimeOffset?", "\"\", \"2024-06-01T10:00:00+02:00\"")]
    [InlineData("DateOnly", "\"2024-01-01\", \"\"")]
    [InlineData("TimeOnly", "\"08:30\", \"17:00\"")]
    [InlineData("TimeSpan", "\"-1.00:00:00\", \"00:30\"")]
    public void WritesARangeOfEveryType(string type, string bounds) => Assert.Single(Given.Dataset($"{Space}[Dataset] public partial record Row {{ [Range({bounds})] public {type} A {{ get; init; }} }}").Sources);

    // Every digit of a bound counts.
    [Theory]
    [InlineData("long", "0, 1234567890123456", "1234567890123456")]
    [InlineData("long", "-9007199254740992, 0", "-9007199254740992")]
    [InlineData("ulong", "0, 100000000000000016", "100000000000000016")]
    [InlineData("decimal", "0.1, 1234567.12345678", "1234567.12345678m")]
    [InlineData("DateTime", "\"2024-06-01T10:00:00.5+02:00\", \"\"", "638528256005000000L")]
    public void WritesABoundAsItIs(string type, string bounds, string written) => Assert.Contains(
        written, Given.Dataset($"{Space}[Dataset] public partial record Row {{ [Range({bounds})] public {type} A {{ get; init; }} }}").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("[Values(\"a\", \"\\\"\\n\")] public string? A { get; init; }")]
    [InlineData("[Values(-1, 2L)] public int? A { get; init; }")]
    [InlineData("[Values(ulong.MaxValue)] public ulong A { get; init; }")]
    [InlineData("[Values(DayOfWeek.Monday, DayOfWeek.Friday)] public DayOfWeek? A { get; init; }")]
    [InlineData("[Pattern(\"^a\\\\d+|b$\"), NotNull] public string? A { get; init; }")]
    [InlineData("[Sensitive, Pattern(\"x\", Policy = Breach.AsMissing)] public string? A { get; init; }")]
    [InlineData("public float @event { get; init; } [Relation] private static bool @in(double @event) => @event > 0;")]
    [InlineData("public float A { get; init; } [Relation, Obsolete(\"old\")] private static bool Fits(float a) => a > 0;")]
    [InlineData("[EventTime] public DateTime At { get; init; } [Lag(1), Range(0, 1, Policy = Breach.Clip)] public float A { get; init; }")]
    [InlineData("[Id, Unique] public string? A { get; init; } [Unique(Policy = Breach.Count)] public int? B { get; init; } [Unique] public Guid C { get; init; } [EventTime, Fresh(\"2d\")] public DateOnly At { get; init; }")]
    public void WritesRulesOfEveryKind(string members) => Assert.Single(Given.Dataset($"{Space}[Dataset] public partial record Row {{ {members} }}").Sources);

    [Fact]
    public void WritesTheContract() => Snapshot.Match(Given.Dataset(Space + """
        [Dataset]
        public sealed partial record Trip
        {
            [Numeric, Range(0, 500, Policy = Breach.Clip)] public required float Miles { get; init; }
            [Numeric(Impute = Impute.Mean), NotNull(Policy = Breach.Count)] public double? Pounds { get; init; }
            [Categorical, Values("N", "S")] public required string Zone { get; init; }
            [Label] public float Fare { get; init; }
            [Relation] private static bool Fits(float miles, string zone) => miles > 0 || zone == "N";
        }
        """));

    // What declares nothing gets nothing.
    [Fact]
    public void ARowWithoutRulesHasNoContract() => Assert.DoesNotContain("Contract", Given.Dataset("[Dataset] public partial record Row { [Numeric] public float A { get; init; } }").Text, StringComparison.Ordinal);
}
