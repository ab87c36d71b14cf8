using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;
using Direct = MlDsl.Kernels.Tests.Trees.LightGbmLibrary;

namespace MlDsl.LightGbm.Tests;

/// <summary>Boosted rankings beside the library called directly.</summary>
public sealed class RankingTests(ITestOutputHelper output)
{
    private static readonly LightGbmOptions Base = new() { Trees = 15, MinRows = 5, Seed = 7 };

    public static TheoryData<string, LightGbmOptions, string> Options => new()
    {
        { "lambdarank", Base, "objective=lambdarank" },
        { "truncation", Base with { Truncation = 3 }, "objective=lambdarank lambdarank_truncation_level=3" },
        { "not normalised", Base with { NormalizeQueries = false }, "objective=lambdarank lambdarank_norm=false" },
        { "gains", Base with { GradeGains = "0 1 2 5 9" }, "objective=lambdarank label_gain=0,1,2,5,9" },
        { "cross-entropy", Base with { RankingLoss = LightGbmRankingLoss.CrossEntropy }, "objective=rank_xendcg" },
        { "row share", Base with { RowShare = 0.7 }, "objective=lambdarank bagging_fraction=0.7 bagging_freq=1" },
    };

    [TheoryWith("lightgbm-rank.train", "lightgbm-rank.test")]
    [MemberData(nameof(Options))]
    public void TheExampleIsTheLibrarysOwn(string name, LightGbmOptions options, string parameters)
    {
        Queries train = Queries.Example("train"), test = Queries.Example("test");
        using Direct direct = Direct.Load(Direct.Train(train.Dense, train.Labels, options.Trees, parameters, train.Counts));
        float[] expected = [.. direct.Predict(test.Dense, test.Width, raw: true).Select(static margin => (float)margin)];
        Assert.True(expected.Distinct().Count() > 50, name);
        float[] own = Queries.Score(options.Train(train.Problem(), new TrainingControl { Threads = 2 }).Predictor, test.Dense);
        Assert.True(expected.AsSpan().SequenceEqual(own), name);
        double Ndcg10(float[] scores) => RankingEvaluator.Evaluate(
            test.Labels, scores, new() { Groups = [.. test.Of.Select(static query => (ulong)query)] }, new() { Cutoffs = [10], EmptyQueries = EmptyQueryPolicy.AsOne, Resamples = 0 }).Cutoffs[0].Ndcg.Value;
        if (name == "lambdarank") output.WriteLine(FormattableString.Invariant($"ndcg10={Ndcg10(own):F5} ndcg10_lightgbm={Ndcg10(expected):F5}"));
    }

    // Queries in the order of their first rows, the rows of each in theirs: where they stand changes nothing.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsOfAQueryNeedNotStandTogether(bool weighted)
    {
        Queries rows = Queries.Make(300, 3);
        if (weighted) rows = rows with { Weights = [.. rows.Labels.Select(static (_, i) => 0.5f + (i % 4))] };
        using Direct direct = Direct.Load(Direct.Train(rows.Dense, rows.Labels, Base.Trees, "objective=lambdarank", rows.Counts, weighted ? rows.Weights : null));
        float[] expected = [.. direct.Predict(rows.Dense, rows.Width, raw: true).Select(static margin => (float)margin)];
        foreach (bool apart in new[] { false, true })
            Assert.True(expected.AsSpan().SequenceEqual(Queries.Score(Base.Train(rows.Problem(apart), new TrainingControl()).Predictor, rows.Dense)), $"apart: {apart}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EarlyStoppingTakesTheBestRoundForWholeQueries(bool apart)
    {
        Queries rows = Queries.Make(400, 5);
        var options = Base with { Trees = 300, LearningRate = 0.3, EarlyStopping = 10 };
        List<double> losses = [];
        TrainedPredictor trained = options.Train(rows.Problem(apart, held: true), new TrainingControl { Progress = new TrainingTests.Told(p => losses.Add(p.Objective)) });
        TrainedPredictor partial = (options with { Refit = false }).Train(rows.Problem(apart, held: true), new TrainingControl());
        int best = trained.Log.Iterations;
        Assert.Equal(best, partial.Log.Iterations);
        Assert.InRange(best, 2, 250);
        Assert.True(trained.Log.Converged);
        using Direct all = Direct.Load(Direct.Train(rows.Dense, rows.Labels, best, "objective=lambdarank learning_rate=0.3", rows.Counts));
        Assert.Equal(all.Predict(rows.Dense, rows.Width, raw: true).Select(static m => (float)m), Queries.Score(trained.Predictor, rows.Dense));

        // The loss that it stopped by is that of the predictor on the queries that it did not see, and the least.
        int[] queryOf = rows.Of, held = [.. Enumerable.Range(0, queryOf.Length).Where(row => queryOf[row] % 5 == 0)];
        double loss = Ranking.Loss(new ScoredRows
        {
            Outputs = 1,
            Labels = held.Select(row => rows.Labels[row]).ToArray(),
            Predictions = Queries.Score(partial.Predictor, [.. held.SelectMany(row => rows.Dense.Skip(row * rows.Width).Take(rows.Width))]),
            Rows = new EvaluationRows { Groups = held.Select(row => (ulong)queryOf[row]).ToArray() },
        });
        Assert.Equal(losses.Take(best + 10).Min(), losses[best - 1]);
        Assert.Equal(loss, losses[best - 1], 1e-12);
    }

    // Boosting does not know where it was interrupted, but for the rounding of the scores that it went on from.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void TrainingGoesOnFromScores(bool apart, bool weighted)
    {
        Queries rows = Queries.Make(400, 5);
        if (weighted) rows = rows with { Weights = [.. rows.Of.Select(static query => 1f + (query % 3))] };
        LightGbmOptions options = Base with { Trees = 10 };
        Predictor first = options.Train(rows.Problem(apart), new TrainingControl()).Predictor;
        float[] more = Queries.Score(options.Train(rows.Problem(apart) with { Parent = first }, new TrainingControl()).Predictor, rows.Dense);
        float[] whole = Queries.Score((options with { Trees = 20 }).Train(rows.Problem(apart), new TrainingControl()).Predictor, rows.Dense);
        Assert.InRange(more.Zip(whole).Average(static pair => Math.Abs(pair.First - pair.Second)), 0, 1e-5);
        Assert.True(Queries.Score(first, rows.Dense).Zip(whole).Average(static pair => Math.Abs(pair.First - pair.Second)) > 0.1);
    }

    [Fact]
    public void TheThreadsChangeNoByteAndTheSeedDoes()
    {
        Queries rows = Queries.Make(300, 4);
        foreach (LightGbmRankingLoss loss in Enum.GetValues<LightGbmRankingLoss>())
        {
            LightGbmOptions options = Base with { RankingLoss = loss, RowShare = 0.8 };
            byte[][] files = [.. new[] { 1, 2, 4 }.Select(threads => TrainingTests.Bytes(options.Train(rows.Problem(), new TrainingControl { Threads = threads }).Predictor))];
            Assert.Equal(files[0], files[1]);
            Assert.Equal(files[0], files[2]);
            Assert.NotEqual(files[0], TrainingTests.Bytes((options with { Seed = 8 }).Train(rows.Problem(), new TrainingControl()).Predictor));
        }
    }

    [Fact]
    public void WhatCannotBeRankedIsNamed()
    {
        Queries rows = Queries.Make(60, 6);
        Refused("The label 3 of training row 1 must be a grade from 0 to 2; give GradeGains a number for each grade", Graded(rows, 3), Base with { GradeGains = "0 1 3" });
        Refused("The label 31 of training row 1 must be a grade from 0 to 30; map the label to fewer grades", Graded(rows, 31), Base);
        Refused("The label 0.5 of training row 1 must be a grade", Graded(rows, 0.5f), Base);
        Refused("No query of the 60 has rows to learn from of two grades and a weight", rows with { Labels = new float[rows.Labels.Length] }, Base);
        Refused("has rows to learn from of two grades", rows with { Counts = [.. rows.Labels.Select(static _ => 1)] }, Base);
        var lengthy = new Queries(1, new double[10_003], [.. Enumerable.Range(0, 10_003).Select(static i => (float)(i % 2))], [2, 10_001]);
        Refused("The query of training row 3 has 10001 rows, and LightGBM takes 10000 of a query at most", lengthy, Base);

        TrainingProblem cut = rows.Problem(held: true);
        cut = cut with { Held = cut.Held! with { Rows = cut.Held.Rows.RemoveAt(cut.Held.Rows.Length - 1) } };
        Assert.Contains("would be held back in part to stop by", Assert.Throws<TrainingException>(() => (Base with { EarlyStopping = 3 }).Train(cut, new TrainingControl())).Message, StringComparison.Ordinal);
        TrainingProblem plain = Rows.Make(200, 1, TargetKind.Value).Problem(TargetKind.Value) with { Target = TargetKind.Relevance };
        Assert.Contains("The rows have no groups", Assert.Throws<TrainingException>(() => Base.Train(plain, new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "tell no two grades apart")]
    [InlineData("2 2 2", "tell no two grades apart")]
    [InlineData("0 3 1", "'1' is no gain")]
    [InlineData("-1 3", "'-1' is no gain")]
    [InlineData("0,1", "'0,1' is no gain")]
    [InlineData("0 NaN", "'NaN' is no gain")]
    public void GainsThatAreNone(string gains, string problem) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => new LightGbmOptions { GradeGains = gains }).Message, StringComparison.Ordinal);

    [Fact]
    public void OptionsThatDoNotGoTogether()
    {
        TrainingProblem ranking = Queries.Make(60, 6).Problem(), number = Rows.Make(200, 1, TargetKind.Value).Problem(TargetKind.Value);
        Misused("are for rankings", number, Base with { Truncation = 3 });
        Misused("are for rankings", number, Base with { RankingLoss = LightGbmRankingLoss.CrossEntropy });
        Misused("are for LightGbmRankingLoss.LambdaRank", ranking, Base with { RankingLoss = LightGbmRankingLoss.CrossEntropy, GradeGains = "0 1" });
        Misused("Loss = Absolute is for labels that are numbers", ranking, Base with { Loss = LightGbmLoss.Absolute });
        Misused("ClassWeights is for classes, and the label is a grade", ranking, Base with { ClassWeights = ClassWeights.Balanced });

        static void Misused(string told, TrainingProblem problem, LightGbmOptions options) =>
            Assert.Contains(told, Assert.Throws<ArgumentException>(() => options.Train(problem, new TrainingControl())).Message, StringComparison.Ordinal);
    }

    private static Queries Graded(Queries rows, float first) => rows with { Labels = [first, .. rows.Labels.Skip(1)] };

    private static void Refused(string told, Queries rows, LightGbmOptions options) =>
        Assert.Contains(told, Assert.Throws<TrainingException>(() => options.Train(rows.Problem(), new TrainingControl())).Message, StringComparison.Ordinal);
}
