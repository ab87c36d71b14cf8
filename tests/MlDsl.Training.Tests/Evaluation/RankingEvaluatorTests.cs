namespace MlDsl.Training.Tests;

public sealed class RankingEvaluatorTests
{
    private static readonly EvaluationOptions NoIntervals = new() { Resamples = 0 };

    private static EvaluationRows Rows => new() { Groups = ReferenceData.Queries };

    // LightGBM 4.7.0: its metrics of the scores as initial ones, where no scores are equal; it counts a query without a relevant row 1.
    [Fact]
    public void AgreesWithLightGbm()
    {
        var options = new EvaluationOptions { Resamples = 0, Cutoffs = [1, 5, 10], EmptyQueries = EmptyQueryPolicy.AsOne };
        RankingMetrics metrics = RankingEvaluator.Evaluate(ReferenceData.Grades, ReferenceData.Scores, Rows, options);
        double[] ndcg = [.. metrics.Cutoffs.Select(static c => c.Ndcg.Value), metrics.Ndcg.Value];
        Assert.All(ndcg.Zip([0.7585585585585586, 0.7901057459858736, 0.8304256072627045, 0.8877126341612386]), static pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Equal(0.8361272418415275, metrics.Map.Value, 1e-12);
        Assert.Equal((500, 37, 8), (metrics.Rows, metrics.Queries, metrics.EmptyQueries));

        // A query's weight is the mean of its rows', which LightGBM holds as a float.
        RankingMetrics weighted = RankingEvaluator.Evaluate(
            ReferenceData.Grades, ReferenceData.Scores, new() { Groups = ReferenceData.Queries, Weights = ReferenceData.Weights }, options);
        Assert.Equal(0.8353676031918537, weighted.Map.Value, 1e-8);
    }

    // scikit-learn 1.2.1 by reference.py: ndcg_score of the gains at 1, 5, 10 and all rows, the gains of equal scores averaged; average_precision_score
    // where none are equal. Means over the queries with a relevant row. Tolerance 1e-12.
    [Theory]
    [InlineData(false, 0.6919540229885057, 0.7322038828095626, 0.7836464644386231, 0.85673680910227)]
    [InlineData(true, 0.7120689655172413, 0.7143821616283688, 0.759091564729228, 0.8411518467120458)]
    public void AgreesWithScikitLearn(bool tied, params double[] ndcg)
    {
        var options = new EvaluationOptions { Resamples = 0, Cutoffs = [1, 5, 10] };
        RankingMetrics metrics = RankingEvaluator.Evaluate(ReferenceData.Grades, tied ? ReferenceData.TiedScores : ReferenceData.Scores, Rows, options);
        double[] found = [.. metrics.Cutoffs.Select(static c => c.Ndcg.Value), metrics.Ndcg.Value];
        Assert.All(found.Zip(ndcg), static pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        if (tied) return;
        Assert.Equal(0.7909209637288453, metrics.Map.Value, 1e-12);
        RankingMetrics weighted = RankingEvaluator.Evaluate(
            ReferenceData.Grades, ReferenceData.Scores, new() { Groups = ReferenceData.Queries, Weights = ReferenceData.Weights }, options);
        Assert.Equal(0.7902961126710734, weighted.Map.Value, 1e-12);
    }

    // Relevant rows at ranks 1, 3 and 6: the precisions are 1, 2/3 and 1/2. In the second query at rank 2, in the third nowhere.
    [Fact]
    public void AveragePrecisionAndReciprocalRankByHand()
    {
        float[] grades = [1, 0, 2, 0, 0, 1, 0, 3, 0];
        float[] scores = [6, 5, 4, 3, 2, 1, 2, 1, 0];
        ulong[] queries = [4, 4, 4, 4, 4, 4, 9, 9, 1];
        double map = (1 + (2.0 / 3) + 0.5) / 3, dcg = 1 + (3 / 2.0) + (1 / Math.Log2(7)), best = 3 + (1 / Math.Log2(3)) + (1 / 2.0);
        foreach (var (policy, empty, count) in new[] { (EmptyQueryPolicy.LeaveOut, 0.0, 2.0), (EmptyQueryPolicy.AsOne, 1, 3), (EmptyQueryPolicy.AsZero, 0, 3) })
        {
            RankingMetrics metrics = RankingEvaluator.Evaluate(grades, scores, new() { Groups = queries }, NoIntervals with { EmptyQueries = policy });
            Assert.Equal((map + 0.5 + empty) / count, metrics.Map.Value, 1e-14);
            Assert.Equal((1 + 0.5 + empty) / count, metrics.Mrr.Value, 1e-14);
            Assert.Equal(((dcg / best) + (1 / Math.Log2(3)) + empty) / count, metrics.Ndcg.Value, 1e-14);
            Assert.Equal(1, metrics.EmptyQueries);
        }
    }

    // The definition for scores that all differ, averaged over every order of rows with equal ones.
    [Fact]
    public void EqualScoresAreAveragedOverTheirOrders()
    {
        var random = new Random(4);
        for (int trial = 0; trial < 60; trial++)
        {
            int count = random.Next(1, 7);
            float[] grades = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(3)).Prepend(1)], scores = [.. grades.Select(_ => (float)random.Next(3))];
            RankingMetrics metrics = RankingEvaluator.Evaluate(
                grades, scores, new() { Groups = new ulong[grades.Length] }, NoIntervals with { Cutoffs = [2] });
            double[][] orders = [.. Orders([.. Enumerable.Range(0, grades.Length)]).Where(o => o.Zip(o.Skip(1)).All(p => scores[p.First] >= scores[p.Second])).Select(o => Plain([.. o.Select(row => grades[row])]))];
            double[] found = [.. metrics.Named.Select(static m => m.Metric.Value)];
            for (int i = 0; i < found.Length; i++) Assert.Equal(orders.Average(o => o[i]), found[i], 1e-12);
            double[][] all = [.. Orders([.. Enumerable.Range(0, grades.Length)]).Select(o => Plain([.. o.Select(row => grades[row])]))];
            double[] baseline = [.. metrics.Baseline!.Named.Select(static m => m.Metric.Value)];
            for (int i = 0; i < found.Length; i++) Assert.Equal(all.Average(o => o[i]), baseline[i], 1e-12);
        }
    }

    [Fact]
    public void TheOrderOfRowsChangesNothing()
    {
        int[] shuffled = [.. Enumerable.Range(0, ReferenceData.Rows).OrderBy(static i => i * 7919 % 503)];
        RankingMetrics one = RankingEvaluator.Evaluate(ReferenceData.Grades, ReferenceData.TiedScores, Rows, NoIntervals);
        RankingMetrics other = RankingEvaluator.Evaluate(
            Array.ConvertAll(shuffled, static i => ReferenceData.Grades[i]), Array.ConvertAll(shuffled, static i => ReferenceData.TiedScores[i]),
            new() { Groups = Array.ConvertAll(shuffled, static i => ReferenceData.Queries[i] * 0x9E3779B97F4A7C15) }, NoIntervals);
        Assert.All(one.Named.Zip(other.Named), static pair => Assert.Equal(pair.First.Metric.Value, pair.Second.Metric.Value, 1e-14));
    }

    // 400 queries with one relevant row of two, ranked first in a share p of them: MRR is p + (1 − p)/2, its deviation √(p(1 − p)/400)/2.
    [Fact]
    public void IntervalsAreOverQueries()
    {
        var random = new Random(2);
        ulong[] queries = [.. Enumerable.Range(0, 800).Select(static i => (ulong)(i / 2))];
        float[] grades = [.. Enumerable.Range(0, 800).Select(static i => (float)(i % 2))];
        float[] scores = [.. Enumerable.Range(0, 400).SelectMany(_ => random.Next(10) < 7 ? new float[] { 0, 1 } : [1, 0])];
        Metric mrr = RankingEvaluator.Evaluate(grades, scores, new() { Groups = queries }, new() { Resamples = 2000, Threads = 1 }).Mrr;
        double share = (2 * mrr.Value) - 1, half = 1.96 * Math.Sqrt(share * (1 - share) / 400) / 2;
        Assert.Equal(mrr.Value - half, mrr.Low, 0.15 * half);
        Assert.Equal(mrr.Value + half, mrr.High, 0.15 * half);
        Assert.Equal(mrr, RankingEvaluator.Evaluate(grades, scores, new() { Groups = queries }, new() { Resamples = 2000, Threads = 3 }).Mrr);
        // Nine queries say too little of their spread.
        Assert.False(RankingEvaluator.Evaluate(grades[..18], scores[..18], new() { Groups = queries[..18] }).Mrr.HasInterval);
    }

    [Fact]
    public void ASliceIsRankedAlone()
    {
        SliceColumn shops = SliceColumn.From("shop", ["a", "b", "a", "b", "a"]);
        RankingMetrics metrics = RankingEvaluator.Evaluate(
            [1, 2, 0, 0, 0], [1, 9, 2, 3, 5], new() { Groups = [7, 7, 7, 7, 8], Slices = [shops] }, NoIntervals with { MinSliceRows = 2 });
        Assert.Equal(0.5, metrics.Slices[0].Metrics!.Mrr.Value);
        Assert.Equal((2, 1, 3), (metrics.Slices[0].Metrics!.Queries, metrics.Slices[0].Metrics!.EmptyQueries, metrics.Slices[0].Metrics!.Rows));
        Assert.Equal(1, metrics.Slices[1].Metrics!.Mrr.Value);
        Assert.Equal((1, 0), (metrics.Slices[1].Metrics!.Queries, metrics.Slices[1].Metrics!.EmptyQueries));
    }

    [Fact]
    public void WithoutARelevantRowNothingIsDefined()
    {
        RankingMetrics metrics = RankingEvaluator.Evaluate([0, 0, 0], [1, 2, 3], new() { Groups = [1, 1, 2] });
        Assert.All(metrics.Named, static m => Assert.Equal(Metric.Undefined, m.Metric));
        Assert.Equal(2, metrics.EmptyQueries);
    }

    [Fact]
    public void TextIsATable() => Culture.Finnish(static () => Assert.Equal(
        """
        Ranking on 5 rows
        metric  value  baseline
        NDCG@2  0.631     0.544
        NDCG    0.631     0.710
        MAP     0.500     0.611
        MRR     0.500     0.611
        Means over 2 queries, of which 1 without a relevant row is left out
        """,
        RankingEvaluator.Evaluate([0, 1, 0, 0, 0], [3, 2, 1, 1, 2], new() { Groups = [1, 1, 1, 2, 2] }, NoIntervals with { Cutoffs = [2] }).ToString()));

    [Fact]
    public void BadRowsAreNamed()
    {
        AssertFails("Row 1 of the test set has grade NaN; it must be a whole number from 0 (not relevant) to 30", [1, float.NaN], [1, 2], new(Groups: [1, 1], Side: "test"));
        AssertFails("Row 0 of the evaluated set has grade -1", [-1, 0], [1, 2], new(Groups: [1, 1]));
        AssertFails("Row 0 of the evaluated set has grade 0.5", [0.5f, 0], [1, 2], new(Groups: [1, 1]));
        AssertFails("Row 1 of the evaluated set has grade 31", [30, 31], [1, 2], new(Groups: [1, 1]));
        AssertFails("Row 0 of the evaluated set has score Infinity", [1, 2], [float.PositiveInfinity, 2], new(Groups: [1, 1]));
        AssertFails("Row 1 of the validation set has weight -1", [1, 2], [1, 2], new([1, -1], [1, 1], Side: "validation"));
        AssertFails("Every weight of the test set is 0", [1, 2], [1, 2], new([0, 0], [1, 1], Side: "test"));
        AssertFails("The validation set has no rows", [], [], new(Side: "validation"));
    }

    [Fact]
    public void RowsHaveGroupsAndLengthsAgree()
    {
        AssertMisfit("Rows are ranked within their queries", [1, 2], [1, 2], new());
        AssertMisfit("There are 2 labels, but 1 scores", [1, 2], [1], new(Groups: [1, 1]));
        AssertMisfit("There are 2 labels, but 3 groups", [1, 2], [1, 2], new(Groups: [1, 1, 1]));
    }

    [Fact]
    public void CutoffsAndPoliciesAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(EvaluationOptions.Cutoffs), static () => new EvaluationOptions { Cutoffs = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(EvaluationOptions.Cutoffs), static () => new EvaluationOptions { Cutoffs = [3, 3] });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(EvaluationOptions.EmptyQueries), static () => new EvaluationOptions { EmptyQueries = (EmptyQueryPolicy)9 });
        Assert.Equal(new EvaluationOptions(), new EvaluationOptions { Cutoffs = [5, 10] });
        Assert.Equal(["NDCG@3", "NDCG", "MAP", "MRR"], RankingEvaluator.Evaluate([1], [1], new() { Groups = [1] }, new() { Cutoffs = [3] }).Named.Select(static n => n.Name));
    }

    // NDCG@2, NDCG, average precision and reciprocal rank of rows in order, by the definitions.
    private static double[] Plain(float[] grades)
    {
        double Dcg(IEnumerable<float> ranked) => ranked.Select(static (g, i) => (Math.Pow(2, g) - 1) / Math.Log2(i + 2)).Sum();
        IEnumerable<float> best = grades.OrderDescending();
        int[] relevant = [.. grades.Select(static (g, i) => (g, i)).Where(static p => p.g > 0).Select(static p => p.i + 1)];
        return
        [
            Dcg(grades.Take(2)) / Dcg(best.Take(2)), Dcg(grades) / Dcg(best),
            relevant.Select(static (rank, i) => (i + 1.0) / rank).Average(), 1.0 / relevant[0],
        ];
    }

    private static IEnumerable<int[]> Orders(int[] rows) => rows.Length <= 1
        ? [rows]
        : rows.SelectMany((row, i) => Orders([.. rows[..i], .. rows[(i + 1)..]]).Select(rest => (int[])[row, .. rest]));

    private static void AssertFails(string message, float[] grades, float[] scores, RowFacts facts) => Assert.StartsWith(
        message, Assert.Throws<EvaluationException>(() => RankingEvaluator.Evaluate(grades, scores, facts.Rows)).Message);

    private static void AssertMisfit(string message, float[] grades, float[] scores, RowFacts facts) => Assert.StartsWith(
        message, Assert.Throws<ArgumentException>(() => RankingEvaluator.Evaluate(grades, scores, facts.Rows)).Message);
}
