using MlDsl.Labels.Tests.Rows;

namespace MlDsl.Labels.Tests.Selection;

/// <summary>Rows of train sets that are chosen for a label.</summary>
public sealed class ActiveLearningTests
{
    private static readonly Split<Spot> Spots = Dataset<Spot>.FromRows(Spot.Some(400, seed: 3)).SplitStratified(validation: 0.2, test: 0.2, seed: 1);

    public static TheoryData<SelectionStrategy> Strategies => [.. Enum.GetValues<SelectionStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void ChoosesRowsWithoutALabelOfTheTrainSetOnly(SelectionStrategy strategy)
    {
        var labelled = Spots.Train.Rows.Take(40).Select(static row => row.Id).ToHashSet();
        SpotModel model = SpotModel.Fit(Spots.Train.WithLabel(row => labelled.Contains(row.Id)));
        Assert.Equal(40, model.Card.Rows);
        var options = new SelectionOptions { Strategy = strategy, Count = 30, Seed = 5 };
        Selection<Spot> chosen = model.Select(Spots.Train, row => labelled.Contains(row.Id), options);
        Assert.Equal(Spots.Train.Count - 40, chosen.Pool);
        Assert.Equal(30, chosen.Rows.Select(static row => row.Number).Distinct().Count());
        Assert.All(chosen.Rows, row => Assert.DoesNotContain(row.Row.Id, labelled));
        Assert.Empty(chosen.Rows.Select(static row => row.Row.Id).Except(Spots.Train.Rows.Select(static row => row.Id)));
        Assert.Equal(chosen.Rows, model.Select(Spots.Train, row => labelled.Contains(row.Id), options).Rows);
        Selection<Spot> other = model.Select(Spots.Train, row => labelled.Contains(row.Id), options with { Seed = 6, MaxCandidates = 100 });
        Assert.NotEqual(chosen.Rows.Select(static row => row.Number), other.Rows.Select(static row => row.Number));
    }

    [Fact]
    public void TheMarginIsThatOfTheModel()
    {
        var labelled = Spots.Train.Rows.Take(40).Select(static row => row.Id).ToHashSet();
        SpotModel model = SpotModel.Fit(Spots.Train.WithLabel(row => labelled.Contains(row.Id)));
        Selection<Spot> chosen = model.Select(Spots.Train, row => labelled.Contains(row.Id), new SelectionOptions { Strategy = SelectionStrategy.Margin, Count = 10 });
        string[] nearest = [.. Spots.Train.Rows.Where(row => !labelled.Contains(row.Id)).OrderBy(row => Math.Abs(model.Predict(row.ToInput()).Probability.Value - 0.5f)).Take(10).Select(static row => row.Id)];
        Assert.Equal(nearest, chosen.Rows.Select(static row => row.Row.Id));
        SelectedRow<Spot> first = chosen.Rows[0];
        float positive = model.Predict(first.Row.ToInput()).Probability.Value;
        Assert.Equal(1 - Math.Abs((2 * positive) - 1), first.Score, 5);
        Assert.Matches("^margin: (true|false) 0\\.5[0-9], (true|false) 0\\.[45][0-9]$", first.Reason);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void GroupsAreChosenWhole(SelectionStrategy strategy)
    {
        TrainSet<SheetSpot> rows = Dataset<SheetSpot>.FromRows(SheetSpot.Some(120, seed: 2)).SplitByGroup(validation: 0.2, test: 0.2, seed: 1).Train;
        int[] labelled = [.. rows.Rows.Select(static row => row.Sheet).Distinct().Take(20)];
        SheetSpotModel model = SheetSpotModel.Fit(rows.WithLabel(row => labelled.Contains(row.Sheet)));
        Selection<SheetSpot> chosen = model.Select(rows, row => labelled.Contains(row.Sheet), new SelectionOptions { Strategy = strategy, Count = 23 });
        Assert.InRange(chosen.Rows.Count, 19, 23);
        foreach (var sheet in chosen.Rows.GroupBy(static row => row.Row.Sheet))
        {
            Assert.Equal(rows.Rows.Count(row => row.Sheet == sheet.Key), sheet.Count());
            Assert.Single(sheet.Select(static row => row.Score).Distinct());
        }
    }

    [Fact]
    public void TheFirstRowsAreAtRandom()
    {
        Selection<Spot> first = Spots.Train.SelectAtRandom(static _ => false, 25, seed: 1), again = Spots.Train.SelectAtRandom(static _ => false, 25, seed: 1), other = Spots.Train.SelectAtRandom(static _ => false, 25, seed: 2);
        Assert.Equal(first.Rows, again.Rows);
        Assert.NotEqual(first.Rows, other.Rows);
        Assert.All(first.Rows, static row => Assert.Equal((0, "random"), (row.Score, row.Reason)));
    }

    [Fact]
    public void PoolsThatAreEmptyOrTooSmallAreSaid()
    {
        Assert.Contains("has a label; there is none", Assert.Throws<LabelQualityException>(static () => Spots.Train.SelectAtRandom(static _ => true, 1, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("241 rows are to be chosen, and 240 have no label", Assert.Throws<LabelQualityException>(static () => Spots.Train.SelectAtRandom(static _ => false, 241, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Equal(240, Spots.Train.SelectAtRandom(static _ => false, 240, seed: 1).Rows.Count);
        SpotModel model = SpotModel.Fit(Spots.Train);
        var few = new SelectionOptions { Strategy = SelectionStrategy.Margin, Count = 30, MaxCandidates = 29 };
        Assert.Contains("30 rows are to be chosen, and MaxCandidates = 29 looks at 29; raise it to 30 at least", Assert.Throws<LabelQualityException>(() => model.Select(Spots.Train, static _ => false, few)).Message, StringComparison.Ordinal);
        Assert.Equal(30, model.Select(Spots.Train, static _ => false, few with { MaxCandidates = 30 }).Rows.Count);
        Assert.Equal(30, model.Select(Spots.Train, static _ => false, few with { Strategy = SelectionStrategy.Random }).Rows.Count);
    }

    [Fact]
    public void WhatIsSaidOfARowHoldsNothingOfIt()
    {
        SelectedRow<Spot> row = Spots.Train.SelectAtRandom(static _ => false, 1, seed: 1).Rows[0];
        Assert.Equal(FormattableString.Invariant($"row {row.Number}: 0, random"), row.ToString());
        Assert.Equal("row 7: given 'True', rather 'False', quality 0.25, a suspect", new LabelIssue<Spot, bool>(7, row.Row, true, false, 0.25, true).ToString());
    }

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SelectionOptions { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SelectionOptions { MaxCandidates = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SelectionOptions { Strategy = (SelectionStrategy)17 });
    }
}
