using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.MlNet.Tests;

/// <summary>Rankings by <see cref="FastTreeOptions"/> beside ML.NET called directly. ML.NET keeps the gains of grades for the whole process.</summary>
[Collection(Alone.Name)]
public sealed class FastTreeRankingTests(ITestOutputHelper output)
{
    private const int Queries = 150;

    private static readonly FastTreeOptions Options = new() { Trees = 30, Leaves = 8, MinRows = 5, Seed = 7 };

    public static TheoryData<FastTreeOptions, bool> Trained => new()
    {
        { Options, false },
        { Options with { Truncation = 3, LearningRate = 0.1, Bins = 20 }, true },
        { Options with { NormalizeQueries = false, RowShare = 0.7, ColumnShare = 0.8, BranchColumnShare = 0.9 }, false },
        { Options with { Dropout = 0.2 }, false },
    };

    [Theory]
    [MemberData(nameof(Trained))]
    public void ScoresAreMlNetsBitForBit(FastTreeOptions options, bool isWeighted)
    {
        MadeRows rows = Graded(1, isWeighted);
        TrainedPredictor trained = options.Train(Problem(rows, static row => row / 20), new TrainingControl());
        var context = new MLContext(7);
        var own = new FastTreeRankingTrainer.Options
        {
            RowGroupColumnName = nameof(Row.Query),
            ExampleWeightColumnName = isWeighted ? nameof(Row.Weight) : null,
            NumberOfTrees = options.Trees,
            NumberOfLeaves = options.Leaves,
            MinimumExampleCountPerLeaf = options.MinRows,
            LearningRate = options.LearningRate,
            Seed = 7,
            FeatureSelectionSeed = 7,
            MaximumBinCountPerFeature = options.Bins,
            FeatureFraction = options.ColumnShare,
            FeatureFractionPerSplit = options.BranchColumnShare,
            DropoutRate = options.Dropout,
            NdcgTruncationLevel = options.Truncation,
            UseDcg = !options.NormalizeQueries,
        };
        if (options.RowShare < 1) (own.BaggingSize, own.BaggingExampleFraction) = (1, options.RowShare);
        var direct = context.Ranking.Trainers.FastTree(own).Fit(View(context, rows));
        float[][] odd = rows.Odd(12_000, 2, isMissingAllowed: true);
        float[] expected = [.. direct.Transform(View(context, MadeRows.Of(odd))).GetColumn<float>("Score")], found = MadeRows.Score(trained.Predictor, odd);
        output.WriteLine($"fasttree ranking rows={odd.Length} equal={expected.Zip(found).Count(static pair => pair.First.Equals(pair.Second))}");
        Assert.Equal(expected, found);
        Assert.True(expected.Distinct().Count() > 20);
        Assert.Equal((Link.Identity, 30), (trained.Link, trained.Log.Iterations));
    }

    [Fact]
    public void RowsOfAQueryNeedNotStandTogether()
    {
        MadeRows rows = Graded(3);
        // Row 20·q + i is at i·150 + q.
        int[] scattered = [.. Enumerable.Range(0, rows.Labels.Length).Select(static at => (at % Queries * 20) + (at / Queries))];
        MadeRows others = rows.InOrder(scattered);
        Assert.Equal(
            FastTreeTests.Bytes(Options.Train(Problem(rows, static row => row / 20), new TrainingControl()).Predictor),
            FastTreeTests.Bytes(Options.Train(Problem(others, static row => row % Queries), new TrainingControl()).Predictor));
    }

    [Fact]
    public void EarlyStoppingHoldsBackWholeQueries()
    {
        MadeRows rows = Graded(4);
        FastTreeOptions options = Options with { Trees = 200, LearningRate = 0.5, EarlyStopping = 5 };
        TrainingProblem problem = Problem(rows, static row => row / 20) with { Loss = Ranking.Loss };
        int[] held = [.. Enumerable.Range(0, rows.Labels.Length).Where(static row => row / 20 % 5 == 0)];
        TrainedPredictor trained = options.Train(problem with { Held = new([.. held], [.. held.Select(static row => (ulong)(row / 20))]) }, new TrainingControl());
        Assert.InRange(trained.Log.Iterations, 1, 150);
        Assert.True(trained.Log.Converged);
        Assert.Equal(FastTreeTests.Bytes((Options with { Trees = trained.Log.Iterations, LearningRate = 0.5 }).Train(problem, new TrainingControl()).Predictor), FastTreeTests.Bytes(trained.Predictor));
        TrainingProblem cut = problem with { Held = new([0, 1, 2], [0, 0, 0]) };
        Assert.Contains("The query of training row 4 would be held back in part", Assert.Throws<TrainingException>(() => options.Train(cut, new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ThreadsChangeNoByte(int threads)
    {
        MadeRows rows = Graded(5, isWeighted: true);
        byte[] By(int number)
        {
            MlNetThreads.Set(number);
            return FastTreeTests.Bytes(Options.Train(Problem(rows, static row => row / 20), new TrainingControl { Threads = number }).Predictor);
        }
        Assert.Equal(By(2), By(threads));
    }

    [Fact]
    public void WhatTeachesNoOrderIsRefused()
    {
        MadeRows rows = Graded(6);
        Says(Problem(rows.With([.. rows.Labels.Select(static (_, row) => (float)(row / 20 % 3))]), static row => row / 20), "No query of the 150 has rows to learn from of two grades");
        Says(Problem(rows.With([.. rows.Labels.Select(static label => label + 27)]), static row => row / 20), "must be a grade from 0 to 30");
        Says(rows.Problem(TargetKind.Relevance), "The rows have no groups");
        // Rows of weight 0 teach nothing: without them each query has one grade.
        MadeRows weightless = rows.With([.. rows.Labels.Select(static (_, row) => row % 20 == 0 ? 3f : 1f)]).Weighing([.. rows.Labels.Select(static (_, row) => row % 20 == 0 ? 0f : 1f)]);
        Says(Problem(weightless, static row => row / 20), "No query of the 150 has rows to learn from of two grades");
        Assert.Contains("A share of 0.005 of the 150 queries to learn from is not one query", Assert.Throws<TrainingException>(() => (Options with { RowShare = 0.005 }).Train(Problem(rows, static row => row / 20), new TrainingControl())).Message, StringComparison.Ordinal);
        Assert.StartsWith("ClassWeights is for classes", Assert.Throws<ArgumentException>(() => (Options with { ClassWeights = ClassWeights.Balanced }).Train(Problem(rows, static row => row / 20), new TrainingControl())).Message, StringComparison.Ordinal);
        Assert.StartsWith("Loss = Tweedie is for labels", Assert.Throws<ArgumentException>(() => (Options with { Loss = FastTreeLoss.Tweedie }).Train(Problem(rows, static row => row / 20), new TrainingControl())).Message, StringComparison.Ordinal);
        foreach (FastTreeOptions of in (FastTreeOptions[])[Options with { Truncation = 5 }, Options with { NormalizeQueries = false }])
            Assert.StartsWith("Truncation and NormalizeQueries are for rankings", Assert.Throws<ArgumentException>(() => of.Train(rows.Problem(TargetKind.Value), new TrainingControl())).Message, StringComparison.Ordinal);

        static void Says(TrainingProblem problem, string what) =>
            Assert.Contains(what, Assert.Throws<TrainingException>(() => Options.Train(problem, new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GradesUpToThirtyAreLearned()
    {
        MadeRows rows = Graded(6);
        TrainedPredictor trained = Options.Train(Problem(rows.With([.. rows.Labels.Select(static label => label * 7)]), static row => row / 20), new TrainingControl());
        float[] scores = MadeRows.Score(trained.Predictor, rows.Features);
        Assert.True(Enumerable.Range(0, scores.Length).Where(row => rows.Labels[row] == 4).Average(row => scores[row]) > scores.Average() + 1);
    }

    [Fact]
    public void ADeclaredRankingIsTheSameByEveryRoute()
    {
        Split<Hit> split = Dataset<Hit>.FromRows([.. Enumerable.Range(0, 2_000).Select(Hit.Of)]).SplitByGroup(0.2, 0.2, 1);
        HitModel model = HitModel.Fit(split.Train, Options);
        Assert.True(model.Evaluate(split.Validation).Ndcg.Value > 0.99, $"{model.Evaluate(split.Validation)}");
        using var stream = new MemoryStream();
        model.Save(stream);
        HitModel loaded = HitModel.Load(stream.ToArray());
        Hit.Input[] inputs = [.. split.Validation.Rows.Take(100).Select(static hit => hit.ToInput())];
        Assert.Equal(inputs.Select(input => model.Predict(in input)), inputs.Select(input => loaded.Predict(in input)));
        Assert.Equal("FastTree", model.Card.Trainer);
    }

    private static MadeRows Graded(int seed, bool isWeighted = false)
    {
        MadeRows rows = MadeRows.Make(Queries * 20, seed, TargetKind.Value, isWeighted: isWeighted);
        return rows.With([.. rows.Labels.Select(static label => (float)Math.Clamp(Math.Floor(label - 2), 0, 4))]);
    }

    private static TrainingProblem Problem(MadeRows rows, Func<int, int> queryOf) => new() { Rows = rows.Design(queryOf: queryOf), Target = TargetKind.Relevance };

    private static IDataView View(MLContext context, MadeRows rows)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, MadeRows.Width);
        return context.Data.LoadFromEnumerable(rows.Features.Select((row, i) => new Row { Features = row, Label = rows.Labels[i], Weight = rows.Weights[i], Query = (uint)(i / 20) }), schema);
    }

    internal sealed class Row
    {
        public float[] Features { get; set; } = [];
        public float Label { get; set; }
        public float Weight { get; set; }
        [KeyType(10_000)] public uint Query { get; set; }
    }
}
