using System.Globalization;
using MlDsl.Generators.Datasets;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Datasets;

public sealed class SampleTests
{
    [Theory]
    [InlineData("float", "1,-2.5e3,.5,1e-7", "1;5|x|NaN|1e999")]
    [InlineData("byte", "0,255,1.0,2e1", "256|-1|1.5| 1")]
    [InlineData("bool", "true,F,YES,0,on,N,1.0", "2|ja")]
    [InlineData("DayOfWeek", "Monday,friday,3", "Mon")]
    [InlineData("System.IO.FileMode?", "Open,", "Ajar")]
    [InlineData("DateTime", "2012-08-09,2012-08-09T13:45,2012-08-09 13:45:00.1234567Z,2012-08-09t13:45:00+02:00,2012-08-09T13:45:00-0530,2012-08-09T13:45:00.123456789Z", "09/08/2012|2012-13-01|2012-08-09T25:00")]
    [InlineData("DateTimeOffset", "2012-08-09T13:45:00+02", "soon")]
    [InlineData("DateOnly", "2012-08-09,2012-08-09T00:00", "2012-08-09T01:00|2012-08-09T00:00Z")]
    [InlineData("string", "\"\",x", "")]
    [InlineData("char", "a,é, ", "ab")]
    [InlineData("Guid", "01234567-89ab-cdef-0123-456789abcdef,{01234567-89ab-cdef-0123-456789abcdef}", "1")]
    [InlineData("TimeOnly?", "9:30,13:45:00.5,", "soon")]
    [InlineData("TimeSpan", "1:30,PT1H", "90")]
    [InlineData("int", "7", "")]
    public async Task ReportsTheFirstValueThatDoesNotParse(string type, string good, string bad)
    {
        string source = $"using MlDsl; [Dataset(Sample = \"a.csv\")] public partial record Row {{ public required {type} A {{ get; init; }} public string? B {{ get; init; }} }}";
        string fine = "A,B\n" + string.Concat(good.Split(',').Select(static v => v + ",b\n"));
        Assert.Empty(await Expect.Ids(source, ("/x/a.csv", fine)));
        foreach (string value in bad.Split('|'))
        {
            var found = Assert.Single(await Expect.Find(CSharp.Compile(source), [new SampleAnalyzer()], ("/x/a.csv", $"{fine}{value},b\n{value},b\n")));
            Assert.Equal("MLD0102", found.Id);
            string message = found.GetMessage(CultureInfo.InvariantCulture);
            Assert.Contains($"line {fine.Split('\n').Length} of 'a.csv' has {(value.Length > 0 ? $"'{value}'" : "a missing value")} in the column 'A'", message, StringComparison.Ordinal);
            Assert.Equal("A", source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        }
    }

    [Fact]
    public async Task ReportsAColumnThatTheHeaderLacksWithTheNearestName()
    {
        const string Source = "using MlDsl; [Dataset(Sample = \"data/trips.csv\")] public partial record Row { [Column(\"trip_time\")] public float A { get; init; } public float Miles { get; init; } }";
        var found = Assert.Single(await Expect.Find(CSharp.Compile(Source), [new SampleAnalyzer()], ("C:\\project\\data\\trips.csv", "#trip_tme,MILES\n1,2\n")));
        Assert.Equal("MLD0101", found.Id);
        Assert.Equal("'A' reads the column 'trip_time', which the header of 'data/trips.csv' does not have; did you mean 'trip_tme'?", found.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("v_0,v_1,v_2", null)]
    [InlineData("# V[2],v[1],V[3]", null)]
    [InlineData("v", null)]
    [InlineData("v0,v1", "'A' reads the column 'v', which the header of 'a.csv' does not have; it has 2 of the 3 elements")]
    [InlineData("v_a,v_b,v_c", "'A' reads the column 'v', which the header of 'a.csv' does not have; did you mean 'v_a'?")]
    public async Task LooksForTheElementsOfAVector(string header, string? message)
    {
        const string Source = "using MlDsl; [Dataset(Sample = \"a.csv\")] public partial record Row { [Column(\"v\"), Numeric(Length = 3)] public required float[] A { get; init; } }";
        var found = await Expect.Find(CSharp.Compile(Source), [new SampleAnalyzer()], ("/x/a.csv", header + "\n"));
        Assert.Equal(message, found.SingleOrDefault()?.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("a.csv", "/x/b.csv", "A\n1\n")]
    [InlineData("a.csv", "/x/aa.csv", "A\n1\n")]
    [InlineData("y/a.csv", "/x/a.csv", "A\n1\n")]
    [InlineData("", "/x/a.csv", "A\n1\n")]
    [InlineData("a.csv", "/x/a.csv", "")]
    public async Task ReportsASampleThatIsNotThere(string sample, string path, string text) => Assert.Equal(
        ["MLD0107"], await Expect.Ids($"using MlDsl; [Dataset(Sample = \"{sample}\")] public partial record Row {{ public float A {{ get; init; }} }}", (path, text)));

    [Theory]
    [InlineData("a.csv", "\uFEFF# A ,B\r\n1,\"x,\"\"y\n\"\r\n\r\n2,z")]
    [InlineData("a.tsv", "A\tB\n1\tx,y\n")]
    [InlineData("./a.csv", "a,b\n1,x\n")]
    [InlineData("a.csv", "A,B,C\n1,x,\"open")]
    [InlineData("a.csv", "A,B\n")]
    public async Task ReadsWhatTheRunTimeReads(string sample, string text) => Assert.Empty(await Expect.Ids(
        $"using MlDsl; [Dataset(Sample = \"{sample}\")] public partial record Row {{ public int A {{ get; init; }} public string? B {{ get; init; }} }}", ($"/x/{sample.Replace("./", "", StringComparison.Ordinal)}", text)));

    [Fact]
    public async Task ReadsTheBeginningOfAVeryLongSample()
    {
        string text = "A\n" + string.Concat(Enumerable.Repeat("1\n", 2000)) + "x\n" + new string('y', 3 << 20);
        Assert.Empty(await Expect.Ids("using MlDsl; [Dataset(Sample = \"a.csv\")] public partial record Row { public int A { get; init; } }", ("/a.csv", text)));
    }

    [Theory]
    [InlineData("2012-08-09T13:45:00Z", "2012-08-09T13:45:00", "without an offset after one with one")]
    [InlineData("2012-08-09", "2012-08-09T13:45:00+02:00", "with an offset after one without")]
    public async Task ReportsEventTimesThatCannotBeOrdered(string first, string second, string what)
    {
        const string Source = "using MlDsl; [Dataset(Sample = \"a.csv\")] public partial record Row { [EventTime] public TYPE At { get; init; } }";
        var found = Assert.Single(await Expect.Find(CSharp.Compile(Source.Replace("TYPE", "System.DateTime", StringComparison.Ordinal)), [new SampleAnalyzer()], ("/a.csv", $"At\n{first}\n{first}\n{second}\n")));
        Assert.Contains($"line 4 of 'a.csv' has '{second}', {what},", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(await Expect.Ids(Source.Replace("TYPE", "System.DateTimeOffset", StringComparison.Ordinal), ("/a.csv", $"At\n{first}\n{second}\n")));
    }

    [Fact]
    public async Task IsSilencedByPragma() => Assert.Empty(await Expect.Ids(
        """
        using MlDsl;
        #pragma warning disable MLD0101, MLD0102
        [Dataset(Sample = "a.csv")] public partial record Row { public int A { get; init; } public int B { get; init; } }
        """,
        ("/a.csv", "A\nx\n")));
}
