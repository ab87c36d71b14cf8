using System.Text.Json;
using MlDsl.Labels.Tests.Rows;

namespace MlDsl.Labels.Tests.Quality;

/// <summary>What is odd about rows, planted there.</summary>
public sealed class DataQualityTests
{
    [Fact]
    public void NothingIsOddAboutRowsAtRandom()
    {
        DataQuality found = Look([.. Note.Some(500, seed: 1)]);
        Assert.Equal((500, 0, 0, 0, 0), (found.Rows, found.RepeatedRows, found.ConflictRows, found.UnavoidableErrors, found.TextGroups));
        Assert.Empty(found.Conflicts);
        Assert.Empty(found.TextDuplicates);
        // Of normal numbers one in two thousand is beyond 3.5 deviations.
        Assert.True(found.Outliers.Sum(static column => column.Count) <= 2);
        Assert.InRange(found.LonelyRows, 0, 4);
    }

    [Fact]
    public void PlantedOnesAreFound()
    {
        List<Note> rows = [.. Note.Some(500, seed: 1)];
        rows.Add(rows[3] with { Id = 900 });
        rows.Add(rows[7] with { Id = 901, Kind = "other" });
        rows.Add(rows[7] with { Id = 902, Kind = "other" });
        rows.Add(rows[9] with { Id = 903, Body = rows[9].Body.ToUpperInvariant()[..^1] + "?", Mood = 1 - rows[9].Mood });
        rows.Add(rows[11] with { Id = 904, Height = 40, Body = "x" });
        // Neither is far from the others of its column; together they are.
        rows.Add(rows[12] with { Id = 905, Height = 2, Weight = -200, Body = "y" });
        DataQuality found = Look([.. rows]);
        Assert.Equal((3, 3, 1), (found.RepeatedRows, found.ConflictRows, found.UnavoidableErrors));
        LabelConflict conflict = Assert.Single(found.Conflicts);
        Assert.Equal([7, 501, 502], conflict.Rows);
        Assert.Equal([KeyValuePair.Create("other", 2), KeyValuePair.Create(rows[7].Kind, 1)], conflict.Labels);
        Assert.Equal(3, found.TextGroups);
        Assert.Equal((true, 1), (found.TextDuplicates[0].HasConflict, found.TextDuplicates[0].Similarity));
        Assert.Equal([7, 501, 502], found.TextDuplicates[0].Rows);
        Assert.Contains(found.TextDuplicates, static group => group.Rows.SequenceEqual([9L, 503L]) && group.Similarity < 1 && !group.HasConflict && group.Column == "Body");
        ColumnOutliers height = found.Outliers[0];
        Assert.Equal(("Height", 504L, false), (height.Column, height.Worst[0].Key, height.IsTail));
        Assert.InRange(height.Worst[0].Value, 33, 48);
        Assert.Contains(found.Lonely, static row => row.Key == 505);
        Assert.DoesNotContain(found.Outliers.SelectMany(static column => column.Worst), static row => row.Key == 505);
        Assert.True(found.HasFindings);
        string said = found.ToString();
        Assert.Contains("rows 8, 502, 503: 'other' 2,", said, StringComparison.Ordinal);
        Assert.Contains("with different labels", said, StringComparison.Ordinal);
        Assert.Contains("'Height': ", said, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(found.ToJson());
        Assert.Equal(2, json.RootElement.GetProperty("conflicts")[0].GetProperty("labels").GetProperty("other").GetInt32());
        Assert.Equal(504, json.RootElement.GetProperty("outliers")[0].GetProperty("worst")[0].GetProperty("row").GetInt32());
        Assert.Equal(found.LonelyRows, json.RootElement.GetProperty("lonely").GetArrayLength());
    }

    [Fact]
    public void WhatIsListedIsBoundedAndCounted()
    {
        List<Note> rows = [.. Note.Some(300, seed: 1)];
        for (int i = 0; i < 30; i++) rows.Add(rows[i] with { Id = 900 + i, Kind = "other" });
        DataQuality found = Look([.. rows], new DataQualityOptions { MostListed = 4 });
        Assert.Equal((60, 30, 30, 4, 4), (found.ConflictRows, found.UnavoidableErrors, found.TextGroups, found.Conflicts.Count, found.TextDuplicates.Count));
        // A tail is a column's shape.
        rows = [.. Note.Some(300, seed: 1).Select(static (row, i) => i % 10 == 0 ? row with { Height = 50 + i } : row)];
        ColumnOutliers tail = Look([.. rows]).Outliers.Single(static column => column.Column == "Height");
        Assert.Equal((30, true), (tail.Count, tail.IsTail));
    }

    [Fact]
    public void AmountsDoNotContradictEachOther()
    {
        Fare[] rows = [.. Enumerable.Range(0, 120).Select(static i => new Fare { Stops = i % 3, Price = 3.25f + (i / 3) })];
        DataQuality found = Look(rows);
        Assert.Equal((117, 0, 0), (found.RepeatedRows, found.ConflictRows, found.UnavoidableErrors));
        Assert.False(found.HasFindings);
        Assert.DoesNotContain(".25", found.ToString(), StringComparison.Ordinal);
        // Whole numbers of few values are classes, of many amounts.
        Assert.Equal(120, Look([.. Enumerable.Range(0, 120).Select(static i => new Stars { Stops = i % 3, Given = i % 5 })]).ConflictRows);
        Assert.Equal(0, Look([.. Enumerable.Range(0, 120).Select(static i => new Stars { Stops = i % 3, Given = i % 40 })]).ConflictRows);
    }

    [Fact]
    public void ARowWithoutALabelContradictsNone()
    {
        var column = new QualityColumn("text", [], ["the red house by the river", "the red house by the river", "the red house by the river", "the red house by the river"]);
        DataQuality found = QualitySearch.Of(new QualityTable([0, 1, 2, 3], [5, 5, 5, 5], ["b", null, null, null], [column]), DataQualityOptions.Default);
        Assert.Equal((3, 0, 0, false), (found.RepeatedRows, found.ConflictRows, found.UnavoidableErrors, found.TextDuplicates[0].HasConflict));
        found = QualitySearch.Of(new QualityTable([0, 1, 2, 3], [5, 5, 5, 5], ["b", null, "a", "b"], [column]), DataQualityOptions.Default);
        Assert.Equal((3, 1, true), (found.ConflictRows, found.UnavoidableErrors, found.TextDuplicates[0].HasConflict));
        Assert.Equal([0, 2, 3], found.Conflicts[0].Rows);
    }

    [Fact]
    public void ACancelledSearchStops()
    {
        var column = new QualityColumn("text", [], ["one text of some length", "another text of some length"]);
        foreach (SimilarityMethod method in Enum.GetValues<SimilarityMethod>())
        {
            var options = new DataQualityOptions { NearDuplicates = new NearDuplicateOptions { Method = method } };
            Assert.Throws<OperationCanceledException>(() => QualitySearch.Of(new QualityTable([0, 1], [1, 2], [], [column]), options, new CancellationToken(canceled: true)));
        }
        double[] numbers = [.. Enumerable.Range(0, 30)];
        Assert.ThrowsAny<OperationCanceledException>(() => NeighbourDistances.Of([numbers, [.. numbers.Reverse()]], 1000, 0, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void ScalesAreRobust()
    {
        // Median 3, distances 2 1 0 1 97: their median 1.
        RobustScale scale = RobustScale.Of([1, 2, 3, 4, 100, double.NaN, double.PositiveInfinity]);
        Assert.Equal((3, 1.4826), (scale.Median, Math.Round(scale.Spread, 4)));
        // More than half are one: the mean distance, 1, by √(π/2).
        RobustScale flat = RobustScale.Of([5, 5, 5, 5, 5, 5, 5, 5, 5, 15]);
        Assert.Equal((5, Math.Sqrt(Math.PI / 2)), (flat.Median, flat.Spread));
        Assert.Equal(0, RobustScale.Of([7, 7, 7]).Deviations(9));
        Assert.Equal(default, RobustScale.Of([double.NaN]));
    }

    [Fact]
    public void FactorsAreThoseOfTheFiveNearest()
    {
        var random = new Random(2);
        double[] x = [.. Enumerable.Range(0, 80).Select(_ => random.NextDouble())], y = [.. Enumerable.Range(0, 80).Select(i => i % 7 == 0 ? double.NaN : random.NextDouble())];
        double[] found = NeighbourDistances.Of([x, y, [.. x.Select(static _ => 3.0)]], 1000, 0)!;
        RobustScale scaleX = RobustScale.Of(x), scaleY = RobustScale.Of(y);
        (double Mean, int[] Rows)[] nearest = [.. Enumerable.Range(0, 80).Select(row =>
        {
            int[] five = [.. Enumerable.Range(0, 80).Where(other => other != row).OrderBy(other => Distance(row, other)).Take(5)];
            return (five.Average(other => Distance(row, other)), five);
        })];
        for (int row = 0; row < 80; row++) Assert.Equal(nearest[row].Mean / nearest[row].Rows.Average(other => nearest[other].Mean), found[row], 9);
        Assert.Null(NeighbourDistances.Of([x], 1000, 0));
        Assert.Null(NeighbourDistances.Of([[1, 2], [2, 1]], 1000, 0));
        Assert.NotNull(NeighbourDistances.Of([x, y], 20, 0));

        double Distance(int row, int other) => Math.Sqrt(Square(scaleX, x, row, other) + Square(scaleY, y, row, other));

        static double Square(RobustScale scale, double[] values, int row, int other)
        {
            double step = (double.IsNaN(values[row]) ? 0 : scale.Deviations(values[row])) - (double.IsNaN(values[other]) ? 0 : scale.Deviations(values[other]));
            return step * step;
        }
    }

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DataQualityOptions { Deviations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DataQualityOptions { Deviations = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DataQualityOptions { NeighbourRows = 19 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new DataQualityOptions { MostListed = 0 });
        Assert.Throws<ArgumentNullException>(static () => new DataQualityOptions { NearDuplicates = null! });
    }

    private static DataQuality Look<TRow>(TRow[] rows, DataQualityOptions? options = null) where TRow : IRow<TRow>, IIndependentRows
    {
        Split<TRow> split = Dataset<TRow>.FromRows(rows).SplitRandom(validation: 0, test: Dataset<TRow>.FromRows([rows[0]]), seed: 1);
        Assert.Equal(rows.Length, split.Train.Count);
        return split.Train.FindQualityIssues(options);
    }
}
