using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>How much too good the least loss of several is, where the truth is known, and what is told of differences.</summary>
public sealed class SearchCorrectionTests
{
    private const int Rows = 300, Repetitions = 40;

    // Losses of rows are normal with mean 1 and deviation 1: the least of 20 equal trials is some 1.87 / √300 too good.
    [Fact]
    public void EqualTrialsAreCorrectedToTheTruth()
    {
        SearchResult[] found = [.. Enumerable.Range(0, Repetitions).Select(static r => Search(r, static _ => 1))];
        Assert.InRange(found.Average(static f => f.Best.Loss), 0.87, 0.915);
        Assert.InRange(found.Average(static f => f.CorrectedLoss.Value), 0.98, 1.02);
        Assert.InRange(found.Average(static f => f.Optimism), 0.085, 0.13);
        Assert.All(found, static f => Assert.Equal(20, f.Compared));
    }

    // One is far better than the others: nothing was chosen, and hardly anything is corrected.
    [Fact]
    public void ATrialThatIsClearlyBestStaysAsItIs()
    {
        SearchResult[] found = [.. Enumerable.Range(0, Repetitions).Select(static r => Search(r, static trial => trial == 7 ? 0.5 : 1))];
        Assert.All(found, static f => Assert.Equal(7, f.Best.Trial));
        Assert.InRange(found.Average(static f => f.CorrectedLoss.Value), 0.485, 0.515);
        Assert.InRange(found.Average(static f => f.Optimism), -0.01, 0.01);
    }

    // The interval of a difference covers the true one, 0.1, in 95 of 100: of 40 at least 34 with a probability of 0.998.
    [Fact]
    public void DifferencesToTheBestArePaired()
    {
        SearchResult[] found = [.. Enumerable.Range(0, Repetitions).Select(static r => Search(r, static trial => trial == 0 ? 0.5 : 0.6, noise: 0.1))];
        SearchTrial[] others = [.. found.Select(static f => f.Trials[5])];
        Assert.All(others, static t => Assert.InRange(t.Excess.High - t.Excess.Low, 0.02, 0.045));
        Assert.InRange(others.Count(static t => t.Excess.Low <= 0.1 && t.Excess.High >= 0.1), 34, 40);
        Assert.All(found, static f => Assert.False(f.Best.Excess.IsDefined));
    }

    [Fact]
    public void FewRowsAreNotResampled()
    {
        float[] nine = [.. Enumerable.Range(0, 9)];
        FoldResult few = Measure(nine, [], 0);
        Assert.Equal((4.0, null), (few.Loss, few.Problem));
        Assert.All(few.Inside.Concat(few.Outside), static l => Assert.True(float.IsNaN(l)));
        // As many rows as one likes of nine groups are no more.
        FoldResult groups = Measure([.. Enumerable.Range(0, 90)], [.. Enumerable.Range(0, 90).Select(static i => (ulong)(i % 9))], 0);
        Assert.All(groups.Inside, static l => Assert.True(float.IsNaN(l)));
        SearchSpace space = PointOptions.Plane(0, 1, 0, 1);
        SearchResult found = new SearchRun(space, new() { Strategy = new RandomSearch { Trials = 3 } }, new() { Workers = 1 }, null, 1, (_, _, _, _) => few).Run();
        Assert.False(found.CorrectedLoss.IsDefined);
        Assert.Contains("on other rows: not known", found.ToString(), StringComparison.Ordinal);
        Assert.Contains("validation rows is NaN", Measure([float.NaN], [], 0).Problem, StringComparison.Ordinal);
    }

    // Every row is drawn or left out; groups whole; the same in every trial, others in another fold.
    [Fact]
    public void ResamplesDrawRowsOrWholeGroups()
    {
        float[] losses = [.. Enumerable.Range(0, 40).Select(static i => (float)(i % 20))];
        ulong[] groups = [.. Enumerable.Range(0, 40).Select(static i => (ulong)(i % 20))];
        FoldResult rows = Measure(losses, [], 0), whole = Measure(losses, groups, 0), doubled = Measure([.. losses[..20]], groups[..20], 0);
        Assert.Equal(doubled.Inside, whole.Inside);
        Assert.Equal(doubled.Outside, whole.Outside);
        Assert.NotEqual(rows.Inside, whole.Inside);
        Assert.Equal(rows.Inside, Measure(losses, [], 0).Inside);
        Assert.NotEqual(rows.Inside, Measure(losses, [], 1).Inside);
        // The variance of a mean of 40, and of 20 groups.
        double Deviation(float[] values) => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2)));
        Assert.InRange(Deviation(rows.Inside) / (5.766 / Math.Sqrt(40)), 0.8, 1.2);
        Assert.InRange(Deviation(whole.Inside) / (5.766 / Math.Sqrt(20)), 0.8, 1.25);
    }

    private static SearchResult Search(int repetition, Func<int, double> truth, double noise = 1)
    {
        SearchSpace space = PointOptions.Plane(0, 1, 0, 1);
        SearchOptions options = new() { Strategy = new RandomSearch { Trials = 20 }, Evaluation = new() { Seed = (ulong)repetition, Resamples = 100 } };
        return new SearchRun(space, options, new() { Workers = 1 }, null, 1, (step, _, _, _) =>
            Measure([.. Enumerable.Range(0, Rows).Select(row => (float)(truth(step.Trial) + (noise * SearchRandom.Normal(SearchRandom.Uniform((ulong)repetition, step.Trial, row, 0), SearchRandom.Uniform((ulong)repetition, step.Trial, row, 1)))))], [], 0, options.Evaluation)).Run();
    }

    // The mean of the predictions is the loss.
    private static FoldResult Measure(float[] losses, ulong[] groups, int fold, EvaluationOptions? options = null) => FoldLosses.Measure(
        new ScoredRows { Outputs = 1, Predictions = losses, Labels = new float[losses.Length], Rows = new EvaluationRows { Groups = groups } },
        static (in ScoredRows rows) =>
        {
            double sum = 0, weights = 0;
            for (int i = 0; i < rows.Labels.Length; i++)
            {
                double weight = rows.Rows.Weights.IsEmpty ? 1 : rows.Rows.Weights[i];
                sum += weight * rows.Predictions[i];
                weights += weight;
            }
            return sum / weights;
        },
        1, options ?? EvaluationOptions.Default, fold);
}
