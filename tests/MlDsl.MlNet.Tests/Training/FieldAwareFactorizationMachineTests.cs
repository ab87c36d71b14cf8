using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlDsl.Columns;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;
using MlNetTrainer = Microsoft.ML.Trainers.FieldAwareFactorizationMachineTrainer;

namespace MlDsl.MlNet.Tests;

/// <summary>Weights, factors and scores of <see cref="FieldAwareFactorizationMachineOptions"/> beside those of ML.NET called directly: bit for bit.</summary>
[Collection(Alone.Name)]
public sealed class FieldAwareFactorizationMachineTests
{
    private static readonly Split<ShownItem> Split = Dataset<ShownItem>.FromRows([.. ShownItem.Make(3000, 1)]).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly ShownItemModel Model = ShownItemModel.Fit(Split.Train);
    private static readonly FieldAwareFactorizationMachineOptions Options = new() { Seed = 7 };

    public static TheoryData<FieldAwareFactorizationMachineOptions> Trained => new()
    {
        Options,
        Options with { Factors = 16, Normalize = false, LearningRate = 0.05, L2 = 1e-3, FactorL2 = 1e-5, Iterations = 3 },
        Options with { Factors = 8, Radius = 0.2, Shuffle = false },
        Options with { Factors = 9, Iterations = 2 },
        Options with { Factors = 13, Iterations = 2, Normalize = false },
    };

    [Theory]
    [MemberData(nameof(Trained))]
    public void EveryColumnIsAFieldOfMlNets(FieldAwareFactorizationMachineOptions options)
    {
        ShownItemModel model = ShownItemModel.Fit(Split.Train, options);
        var own = Assert.IsType<FactorizationPredictor>(model.Predictor);
        var context = new MLContext(7);
        // Whatever is made of a context draws from it: the trainer comes first.
        MlNetTrainer trainer = Trainer(context, options, FieldRow.Names);
        FieldAwareFactorizationMachinePredictionTransformer direct = trainer.Fit(context.Data.Cache(FieldRow.View(context, model.Plan, Rows(Split.Train.AsDataView(model)))));
        AssertSame(direct.Model, own);
        Assert.Equal((4, options.Normalize), (own.FieldCount, own.IsNormalized));

        (float[] Features, bool Label)[] others = [.. Rows(Split.Validation.AsDataView(model))];
        float[] expected = [.. direct.Transform(FieldRow.View(context, model.Plan, others)).GetColumn<float>("Score")];
        Assert.Equal(expected, MadeRows.Score(own, [.. others.Select(static row => row.Features)]));
        Assert.True(expected.Distinct().Count() > 100);
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void RowsWithoutAPlanAreOneField(FieldAwareFactorizationMachineOptions options)
    {
        MadeRows rows = MadeRows.Make(2000, 1, TargetKind.TwoClasses);
        TrainedPredictor trained = options.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        var context = new MLContext(7);
        ITransformer direct = Direct.Fit(context, Trainer(context, options, ["Features"], nameof(Direct.Row.Flag)), rows);
        AssertSame(((FieldAwareFactorizationMachinePredictionTransformer)direct).Model, (FactorizationPredictor)trained.Predictor);
        // A row so little that its length is 0 ML.NET divides by that.
        float[][] odd = [.. rows.Odd(5000, 2, isMissingAllowed: false).Where(static row => row.Any(static value => Math.Abs(value) > 1e-15f))];
        Assert.Equal(Direct.Scores(context, direct, odd), MadeRows.Score(trained.Predictor, odd));
        float[][] little = [new float[MadeRows.Width], [float.Epsilon, .. new float[MadeRows.Width - 1]]];
        Assert.All(MadeRows.Score(trained.Predictor, little), static score => Assert.Equal(0, score, 1e-30f));
        Assert.Equal((Link.Logit, options.Iterations), (trained.Link, trained.Log.Iterations));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryRouteGivesTheSameBits(bool isNormalized)
    {
        ShownItemModel model = ShownItemModel.Fit(Split.Train, new FieldAwareFactorizationMachineOptions { Iterations = 12, Factors = 16, Seed = 7, Normalize = isNormalized });
        using var stream = new MemoryStream();
        model.Save(stream);
        ShownItemModel loaded = ShownItemModel.Load(stream.ToArray());
        DynamicModel dynamic = DynamicModel.Load(stream.ToArray());
        ShownItem.Input[] odd = [.. ShownItem.Odd(400, 6).Where((_, i) => isNormalized || i % 7 != 0)];
        DynamicRow[] rows = [.. odd.Select(input => dynamic.NewRow().Set("Person", input.Person).Set("Price", input.Price).Set("Item", input.Item).Set("Shown", input.Shown.ToString()))];
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        float[] found = (float[])exported.Run([.. rows.Select(row => (ColumnValue[])[.. dynamic.Columns.Select(column => row[column.Name])])])["probabilities"];
        for (int i = 0; i < odd.Length; i++)
        {
            BinaryPrediction expected = model.Predict(in odd[i]);
            Assert.Equal(expected, loaded.Predict(in odd[i]));
            Assert.Equal(expected.Probability.Value, dynamic.Predict(rows[i]).Value);
            // Sums of a graph may be taken in another order.
            Assert.Equal(expected.Probability.Value, found[(2 * i) + 1], 1e-5f);
        }
        Assert.Equal("FieldAwareFactorizationMachine", model.Card.Trainer);
        Assert.True(model.Evaluate(Split.Validation).RocAuc.Value > 0.9, $"{model.Evaluate(Split.Validation).RocAuc.Value}");
    }

    [Fact]
    public void SixtyFourThreadsGetWhatOneGetsAndNothingIsAllocated()
    {
        ShownItem.Input[] inputs = ShownItem.Odd(200, 3);
        BinaryPrediction[] alone = [.. inputs.Select(static input => Model.Predict(in input))];
        int different = 0;
        Thread[] threads = [.. Enumerable.Range(0, 64).Select(first => new Thread(() =>
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                int at = (i + first) % inputs.Length;
                if (Model.Predict(in inputs[at]) != alone[at]) Interlocked.Increment(ref different);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, different);
        Allocations.AssertNone(() => Model.Predict(in inputs[1]));
    }

    [Fact]
    public void WhatAModelOfFactorsDoesNotKnowIsRefusedByName()
    {
        NotSupportedException problem = Assert.Throws<NotSupportedException>(static () => Model.Explain(new ShownItem.Input { Person = "person 1", Item = "item 1", Price = 1, Shown = Place.Top }, new double[4]));
        Assert.Contains("of the kind 'factorization' tells no contributions", problem.Message, StringComparison.Ordinal);
        Assert.Contains("factorization and has no trees", Assert.Throws<InvalidOperationException>(static () => Model.WithTrees(Kernels.TreePacking.Compact)).Message, StringComparison.Ordinal);
        // A length beyond what a float holds divides to zeros.
        Assert.Contains("so large that the score is not a finite number", Assert.Throws<ArgumentException>(static () => Model.Predict(new ShownItem.Input { Person = "person 1", Item = "item 1", Price = 1e30f, Shown = Place.Top })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsThatItDoesNotKnowAreRefused()
    {
        TrainingException problem = Assert.Throws<TrainingException>(static () => Options.Train(MadeRows.Make(300, 1, TargetKind.TwoClasses, isWeighted: true).Problem(TargetKind.TwoClasses), new TrainingControl()));
        Assert.Contains("Training row 2 weighs 1.5 and the first one 0.5, and FieldAwareFactorizationMachine knows no weights", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreFactorsThanMlNetTakesAreRefusedBeforeTheyTakeMemory()
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 2; i++)
        {
            builder.Add(i, 1);
            builder.EndRow(i);
        }
        var problem = new TrainingProblem { Rows = new HeldDesign(1 << 21, [builder.Build()]), Target = TargetKind.TwoClasses, Classes = 2 };
        Assert.Contains("2097152 features of 1 columns have 2147483648 factors", Assert.Throws<TrainingException>(() => (Options with { Factors = 1024 }).Train(problem, new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingThatDivergesSaysSo()
    {
        TrainingException problem = Assert.Throws<TrainingException>(static () => (Options with { LearningRate = 3e38, Normalize = false }).Train(MadeRows.Make(300, 1, TargetKind.TwoClasses).Problem(TargetKind.TwoClasses), new TrainingControl()));
        Assert.Contains("lower LearningRate", problem.Message, StringComparison.Ordinal);
    }

    private static MlNetTrainer Trainer(MLContext context, FieldAwareFactorizationMachineOptions options, string[] fields, string label = "Label") =>
        context.BinaryClassification.Trainers.FieldAwareFactorizationMachine(new MlNetTrainer.Options
        {
            LabelColumnName = label,
            FeatureColumnName = fields[0],
            ExtraFeatureColumns = fields[1..],
            NumberOfIterations = options.Iterations,
            LearningRate = (float)options.LearningRate,
            LatentDimension = options.Factors,
            LambdaLinear = (float)options.L2,
            LambdaLatent = (float)options.FactorL2,
            NormalizeFeatures = options.Normalize,
            Radius = (float)options.Radius,
            Shuffle = options.Shuffle,
        });

    private static void AssertSame(FieldAwareFactorizationMachineModelParameters expected, FactorizationPredictor own)
    {
        Assert.Equal(expected.GetLinearWeights(), own.Weights.ToArray());
        Assert.Equal(expected.FieldCount, own.FieldCount);
        IReadOnlyList<float> factors = expected.GetLatentWeights();
        int given = expected.LatentDimension, counted = Math.Min(given, own.FactorCount);
        for (int list = 0; list < expected.FeatureCount * expected.FieldCount; list++)
            for (int k = 0; k < own.FactorCount; k++) Assert.Equal(k < counted ? factors[(list * given) + k] : 0, own.Factors[(list * own.FactorCount) + k]);
    }

    private static IEnumerable<(float[] Features, bool Label)> Rows(IDataView view) =>
        view.GetColumn<VBuffer<float>>("Features").Select(static row => row.DenseValues().ToArray()).Zip(view.GetColumn<bool>("Label"));
}
