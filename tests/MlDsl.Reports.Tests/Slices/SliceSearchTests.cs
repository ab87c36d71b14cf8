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

    // Slices that are named just so: one is tried, whose difference is about two standard errors.
    [Theory]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void TheIntervalOfANamedSliceDoesNotHoldZero(double level)
    {
        int named = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (rows, columns) = Made(random, 1000);
            double[] losses = [.. Enumerable.Range(0, 1000).Select(row => random.NextDouble() + (columns[3].Read(row).ToText() == "true" ? 0.055 : 0))];
            SliceSearchResult result = SliceSearch.Search(rows, losses, columns[3..4], 30, level, (ulong)seed);
            named += result.Found.Count;
            Assert.All(result.Found, static slice => Assert.True(slice.Difference.Low > 0, slice.ToString()));
        }
        Assert.InRange(named, 20, 180);
    }

    [Fact]
    public void LongValuesThatBeginAlikeAreSlicesOfTheirOwn()
    {
        string street = new('x', 80);
        var column = new ReportColumn(new ColumnSchema("street", "Street", "string", ColumnRole.None, "Categorical", true), row => ColumnValue.Text($"{street}{row % 2}"));
        SliceCut cut = SliceCut.Of(column, 200, 30)!;
        Assert.Equal(["street = " + new string('x', 60) + "…", "street = " + new string('x', 60) + "… (2)"], cut.Names);
        Assert.Equal((100, 100), (cut.Codes.Count(static c => c == 0), cut.Codes.Count(static c => c == 1)));
    }

    [Fact]
    public void TimesWithinADayAreCutByTheMinute()
    {
        var column = new ReportColumn(new ColumnSchema("time", "Time", "DateTime", ColumnRole.None, "Numeric", true), row => ColumnValue.Time(new DateTime(2023, 5, 1, 8, 0, 0).AddMinutes(row)));
        Assert.Equal("time from 2023-05-01 09:20 to below 2023-05-01 10:40", SliceCut.Of(column, 400, 30)!.Names[1]);
    }

    // Groups of fifty alike rows, with losses that have nothing to do with their columns.
    [Fact]
    public void ErrorsOfGroupsAreNotNamedByChance()
    {
        int named = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            double[] losses = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())];
            int[] value = [.. Enumerable.Range(0, 60).Select(_ => random.Next(3))];
            ReportRows rows = Rows(3000, static row => (ulong)row / 50, isGrouped: true);
            var column = new ReportColumn(new ColumnSchema("c", "C", "string", ColumnRole.None, "Categorical", true), row => ColumnValue.Text($"v{value[row / 50]}"));
            named += ErrorGroups.Of(rows, [.. Enumerable.Range(0, 3000).Select(row => losses[row / 50])], [column], 60, out double taken).Count;
            Assert.Equal(0.1, taken, 1e-12);
        }
        // 5 per cent of 60 are 3; more than 9 has a probability of 0.001.
        Assert.InRange(named, 0, 9);
    }

    [Fact]
    public void LossesThatAreAlikeAreTakenTogetherAndSaidToBe()
    {
        var (rows, columns) = Made(new Random(4), 3000);
        double[] losses = [.. Enumerable.Range(0, 3000).Select(row => columns[2].Read(row).ToText() is "v1" or "v2" ? 1.0 : 0)];
        IReadOnlyList<ErrorGroup> groups = ErrorGroups.Of(rows, losses, columns, 60, out double taken);
        Assert.Equal(losses.Average(), taken, 1e-12);
        Assert.Equal(["text = v1", "text = v2"], groups.Select(static g => g.Name).Order());
    }

    // Katz's interval by hand: 300 rows of 1,000, 80 of them among the 100 largest losses, one group looked at.
    [Fact]
    public void RowsThatStandAloneHaveKatzsInterval()
    {
        var column = new ReportColumn(new ColumnSchema("c", "C", "string", ColumnRole.None, "Categorical", true), static row => ColumnValue.Text(row < 80 || row >= 780 ? "in" : $"other {row}"));
        ErrorGroup group = Assert.Single(ErrorGroups.Of(Rows(1000, static row => (ulong)row, isGrouped: false), [.. Enumerable.Range(0, 1000).Select(static row => row < 100 ? 1.0 : 0)], [column], 60, out _));
        double times = 0.8 / (220.0 / 900), half = 1.959963985 * Math.Sqrt((1.0 / 80) - (1.0 / 100) + (1.0 / 220) - (1.0 / 900));
        Assert.Equal(times, group.Times.Value, 1e-9);
        Assert.Equal(times * Math.Exp(-half), group.Times.Low, 1e-6);
        Assert.Equal(times * Math.Exp(half), group.Times.High, 1e-6);
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
        return (Rows(count, static row => (ulong)row, isGrouped: false), [.. names.Select((name, i) => new ReportColumn(new ColumnSchema(name, name, "float", ColumnRole.None, "Numeric", true), row => values[i][row]))]);
    }

    private static ReportRows Rows(int count, Func<int, ulong> key, bool isGrouped) => new()
    {
        Outputs = 1,
        Of = count,
        IsGrouped = isGrouped,
        Intervals = [],
        Labels = new float[count],
        Predictions = new float[count],
        Weights = [.. Enumerable.Repeat(1f, count)],
        Keys = [.. Enumerable.Range(0, count).Select(key)],
    };
}
