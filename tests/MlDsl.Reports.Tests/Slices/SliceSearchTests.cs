using MlDsl.Columns;

namespace MlDsl.Reports.Tests.Slices;

/// <summary>Slices that are worse are found, and where there are none, none is named more often than promised: by simulation.</summary>
public sealed class SliceSearchTests
{
    // Losses that have nothing to do with the columns, and are as skewed as errors are: 300 searches, each of 30 slices and their pairs.
    [Fact]
    public void NoneIsNamedByChanceMoreOftenThanPromised()
    {
        const int Searches = 300;
        int wrong = 0;
        for (int seed = 0; seed < Searches; seed++)
        {
            var random = new Random(seed);
            var (rows, columns) = Made(random, 1500);
            double[] losses = [.. Enumerable.Range(0, 1500).Select(_ => -Math.Log(1 - random.NextDouble()))];
            SliceSearchResult result = SliceSearch.Search(rows, losses, columns, 30, 0.95, (ulong)seed);
            Assert.True(result.Looked >= 20);
            if (result.Found.Count > 0) wrong++;
        }
        // 5 per cent, and three standard errors of a share of 300.
        Assert.InRange(wrong, 0, (int)(Searches * (0.05 + (3 * Math.Sqrt(0.05 * 0.95 / Searches)))));
    }

    [Fact]
    public void ASliceThatIsWorseIsFoundWithHowMuch()
    {
        int found = 0, inside = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (rows, columns) = Made(random, 3000);
            double[] losses = [.. Enumerable.Range(0, 3000).Select(row => -Math.Log(1 - random.NextDouble()) + (columns[2].Read(row).ToText() == "v3" ? 1 : 0))];
            SliceSearchResult result = SliceSearch.Search(rows, losses, columns, 30, 0.95, 5);
            WorseSlice? planted = result.Found.FirstOrDefault(static s => s.Name == "text = v3");
            if (planted is null) continue;
            found++;
            Assert.InRange(planted.Probability, 0, 0.05);
            if (planted.Difference.Low <= 1 && planted.Difference.High >= 1) inside++;
        }
        Assert.Equal(40, found);
        // 95 per cent of 40 are 38; fewer than 33 has a probability below 0.001.
        Assert.InRange(inside, 33, 40);
    }

    [Fact]
    public void TwoColumnsTogetherAreFound()
    {
        var random = new Random(2);
        var (rows, columns) = Made(random, 8000);
        double[] losses = [.. Enumerable.Range(0, 8000).Select(row => random.NextDouble() + (columns[2].Read(row).ToText() == "v3" && columns[3].Read(row).ToText() == "true" ? 2 : 0))];
        SliceSearchResult result = SliceSearch.Search(rows, losses, columns, 30, 0.95, 1);
        Assert.Equal("text = v3 and flag = true", result.Found[0].Name);
        Assert.Equal(2, result.Found[0].Difference.Value, 0.1);
        Assert.True(result.Found[0].Mean > result.Found[0].Elsewhere + 1.9);
    }

    [Fact]
    public void FewRowsAreNotCut() => Assert.Equal(
        (0, 0), Made(new Random(1), 20) is var (rows, columns) && SliceSearch.Search(rows, [.. Enumerable.Range(0, 20).Select(static i => (double)i)], columns, 30, 0.95, 1) is { } result ? (result.Looked, result.Found.Count) : (-1, -1));

    [Fact]
    public void NumbersAreCutInFifthsAndRareValuesAreNoSlices()
    {
        var (_, columns) = Made(new Random(3), 1000);
        SliceCut numbers = SliceCut.Of(columns[0], 1000, 30)!;
        Assert.Equal(6, numbers.Names.Count);
        Assert.StartsWith("number < ", numbers.Names[0], StringComparison.Ordinal);
        Assert.Equal("number = (missing)", numbers.Names[5]);
        for (int code = 0; code < 5; code++) Assert.InRange(numbers.Codes.Count(c => c == code), 150, 210);
        Assert.Null(SliceCut.Of(columns[0], 1000, 2000));
        SliceCut texts = SliceCut.Of(columns[2], 1000, 30)!;
        Assert.DoesNotContain("text = rare", texts.Names);
        Assert.Null(SliceCut.Of(columns[0] with { Schema = new ColumnSchema("secret", "Secret", "string", ColumnRole.Sensitive, "", true) }, 1000, 1));
    }

    [Fact]
    public void TheLargestErrorsAreToldByWhatTheyHaveMoreOf()
    {
        var random = new Random(9);
        var (rows, columns) = Made(random, 4000);
        double[] losses = [.. Enumerable.Range(0, 4000).Select(row => random.NextDouble() * (columns[2].Read(row).ToText() == "v1" ? 3 : 1))];
        ErrorGroup first = ErrorGroups.Of(rows, losses, columns, 60, out double taken)[0];
        Assert.Equal("text = v1", first.Name);
        Assert.True(first.OfLargest > 0.9 && first.OfAll < 0.3 && first.Times.Low > 5, first.ToString());
        int named = Enumerable.Range(0, 50).Sum(seed => ErrorGroups.Of(rows, [.. Enumerable.Range(0, 4000).Select(_ => new Random(seed).NextDouble() + random.NextDouble())], columns, 60, out _).Count);
        Assert.InRange(named, 0, 8);
    }

    private static (ReportRows Rows, ReportColumn[] Columns) Made(Random random, int count)
    {
        ColumnValue[][] values =
        [
            [.. Enumerable.Range(0, count).Select(_ => random.Next(10) == 0 ? ColumnValue.Missing : ColumnValue.Number(random.NextDouble()))],
            [.. Enumerable.Range(0, count).Select(_ => ColumnValue.Integer(random.Next(4)))],
            [.. Enumerable.Range(0, count).Select(row => ColumnValue.Text(row == 7 ? "rare" : $"v{random.Next(5)}"))],
            [.. Enumerable.Range(0, count).Select(_ => ColumnValue.Flag(random.Next(3) == 0))],
            [.. Enumerable.Range(0, count).Select(_ => ColumnValue.Time(new DateTime(2024, 1, 1).AddHours(random.Next(9000))))],
        ];
        string[] names = ["number", "integer", "text", "flag", "time"];
        var rows = new ReportRows
        {
            Outputs = 1,
            Of = count,
            IsGrouped = false,
            Intervals = [],
            Labels = new float[count],
            Predictions = new float[count],
            Weights = [.. Enumerable.Repeat(1f, count)],
            Keys = [.. Enumerable.Range(0, count).Select(static row => (ulong)row)],
        };
        return (rows, [.. names.Select((name, i) => new ReportColumn(new ColumnSchema(name, name, "float", ColumnRole.None, "Numeric", true), row => values[i][row]))]);
    }
}
