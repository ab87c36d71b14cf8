using MlDsl.Labels.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Labels.Tests.Noise;

/// <summary>From folds of rows to suspects.</summary>
public sealed class LabelIssueSearchTests
{
    private static readonly LabelNoiseOptions Quick = new() { Evaluation = new() { Resamples = 20 } };

    [Fact]
    public void JudgesEveryRowThatAFoldValidates()
    {
        Spot[] rows = Turned();
        Folds<Spot> folds = Dataset<Spot>.FromRows(rows).FoldsStratified(4, seed: 1);
        LabelIssues<Spot, bool> issues = folds.FindLabelIssues(static train => SpotModel.Fit(train), Quick);
        Assert.Equal(Enumerable.Range(0, rows.Length), issues.Rows.Select(static row => (int)row.Number).Order());
        Assert.All(issues.Rows, row => Assert.Same(rows[row.Number], row.Row));
        Assert.All(issues.Rows, row => Assert.Equal(row.Row.IsRed, row.Given));
        Assert.Equal(issues.Rows.Select(static row => row.Quality).Order(), issues.Rows.Select(static row => row.Quality));
        Assert.Equal(["false", "true"], issues.Noise.Joint.Classes);
        Assert.Equal(0, issues.Unscored);
        // Ten of those that lie deepest in the other colour were turned.
        Assert.True(issues.Suspects.Take(10).Count(static row => row.Row.Id.StartsWith('t')) >= 9);
        Assert.All(issues.Suspects.Where(static row => row.Row.Id.StartsWith('t')), static row => Assert.NotEqual(row.Given, row.Suggested));
        Assert.StartsWith(FormattableString.Invariant($"400 rows judged, {issues.Suspects.Count} suspects; estimated wrong labels {issues.Noise.Errors}"), issues.ToString(), StringComparison.Ordinal);
        Assert.Contains("given 'true', rather 'false'", issues.ToString(), StringComparison.Ordinal);
        LabelIssues<Spot, bool> again = folds.FindLabelIssues(static train => SpotModel.Fit(train), Quick);
        Assert.Equal(issues.Rows, again.Rows);
    }

    [Fact]
    public void LeavesSuspectsOut()
    {
        Split<Spot> split = Dataset<Spot>.FromRows(Turned()).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
        LabelIssues<Spot, bool> issues = split.Train.FoldsStratified(4, seed: 1).FindLabelIssues(static train => SpotModel.Fit(train), Quick with { Suspects = SuspectRule.Both });
        TrainSet<Spot> clean = issues.Without(split.Train);
        Assert.NotEmpty(issues.Suspects);
        Assert.Equal(split.Train.Count - issues.Suspects.Count, clean.Count);
        Assert.Equal(split.Train.Rows.Except(issues.Suspects.Select(static row => row.Row)), clean.Rows);
        Assert.Equal(clean.Count, SpotModel.Fit(clean).Card.Rows);
        Assert.Contains("another data set", Assert.Throws<ArgumentException>(() => issues.Without(Dataset<Spot>.FromRows(Turned()).SplitRandom(validation: 0.1, test: 0.1, seed: 1).Train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesOfGroupsKeepTheirTypeAndAreDrawnByGroup()
    {
        Folds<SheetSpot> folds = Dataset<SheetSpot>.FromRows(SheetSpot.Some(150, seed: 4)).FoldsByGroup(5, seed: 1);
        LabelIssues<SheetSpot, string> issues = folds.FindLabelIssues(static train => SheetSpotModel.Fit(train), Quick with { Ranking = LabelRanking.SelfConfidence });
        Assert.Equal(450, issues.Rows.Count);
        Assert.Equal(["blue", "green", "red"], issues.Noise.Joint.Classes);
        Assert.All(issues.Rows, static row => Assert.Equal(row.Row.Colour, row.Given));
        Assert.True(issues.Noise.Errors.HasInterval);
    }

    [Fact]
    public void AClassThatAFoldDoesNotKnowIsNamed()
    {
        // Both sheets of the class 'black' lie in one fold, whichever that is.
        SheetSpot[] rows = [.. SheetSpot.Some(40, seed: 4), .. Enumerable.Range(0, 6).Select(static i => new SheetSpot { Sheet = 999, X = i, Y = i, Colour = "black" })];
        LabelQualityException problem = Assert.Throws<LabelQualityException>(() => Dataset<SheetSpot>.FromRows(rows).FoldsByGroup(4, seed: 1).FindLabelIssues(static train => SheetSpotModel.Fit(train), Quick));
        Assert.Contains("'black'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("FoldsStratified", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneClassAndASingleRowOfOneAreSaid()
    {
        Spot[] red = [.. Spot.Some(100, seed: 3).Select(static row => row with { IsRed = true })];
        Assert.Contains("two classes", Assert.Throws<TrainingException>(() => Dataset<Spot>.FromRows(red).FoldsRandom(4, seed: 1).FindLabelIssues(static train => SpotModel.Fit(train), Quick)).Message, StringComparison.Ordinal);
        SheetSpot[] rows = [.. SheetSpot.Some(40, seed: 4), new SheetSpot { Sheet = 999, X = 0, Y = 0, Colour = "black" }];
        Assert.Contains("'black' has a single training row", Assert.Throws<TrainingException>(() => Dataset<SheetSpot>.FromRows(rows).FoldsByGroup(4, seed: 1).FindLabelIssues(static train => SheetSpotModel.Fit(train), Quick)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StopsWhenAsked() =>
        Assert.Throws<OperationCanceledException>(() => Dataset<Spot>.FromRows(Turned()).FoldsStratified(4, seed: 1).FindLabelIssues(static train => SpotModel.Fit(train), Quick, new CancellationToken(canceled: true)));

    private static Spot[] Turned()
    {
        Spot[] rows = Spot.Some(400, seed: 3);
        foreach (Spot deep in rows.OrderBy(static row => row.X + row.Y).Take(10).ToArray())
            rows[Array.IndexOf(rows, deep)] = deep with { Id = $"t{deep.Id}", IsRed = true };
        return rows;
    }
}
