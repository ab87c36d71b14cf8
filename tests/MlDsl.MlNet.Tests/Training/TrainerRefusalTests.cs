using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>What ML.NET's trainers cannot learn from is said with the way out, and no row is left out.</summary>
public sealed class TrainerRefusalTests
{
    private static readonly FastTreeOptions Options = new() { Trees = 3 };

    public static TheoryData<TrainerOptions> Trainers => new() { Options, new FastForestOptions { Trees = 3 }, new GamOptions { Iterations = 3 }, new SdcaOptions(), new AveragedPerceptronOptions(), new FieldAwareFactorizationMachineOptions() };

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Labels(TrainerOptions options)
    {
        if (options.Targets.HasFlag(TargetKind.Value))
        {
            AssertRefused(options, Problem(200, TargetKind.Value, 5, 5), "The label of all 200 training rows is 5");
            AssertRefused(options, Problem(200, TargetKind.Value, float.NaN, 5), "The label NaN of training row 1 must be a finite number");
        }
        AssertRefused(options, Problem(200, TargetKind.TwoClasses, 1, 1), "Class 0 of 0 to 1 has no training row");
        AssertRefused(options, Problem(200, TargetKind.TwoClasses, 0, 2), "The label 2 of training row 2 must be a class index from 0 to 1");
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void RowsThatMlNetWouldLeaveOut(TrainerOptions options)
    {
        foreach (float wrong in (float[])[float.NaN, float.PositiveInfinity])
        {
            TrainingException problem = AssertRefused(options, Problem(200, TargetKind.TwoClasses, 0, 1, at: 150, wrong), $"Feature 1 of training row 151 is {wrong.ToString(System.Globalization.CultureInfo.InvariantCulture)}, and ML.NET would leave the row out; choose an Impute");
            Assert.Equal((150, 1), (problem.Row, problem.Position));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void NoRowsNoFeaturesNoWeight(TrainerOptions options)
    {
        AssertRefused(options, new TrainingProblem { Rows = new HeldDesign(3, []), Target = TargetKind.TwoClasses, Classes = 2 }, "There are no training rows");
        var builder = new FeatureBlockBuilder();
        builder.EndRow(1);
        AssertRefused(options, new TrainingProblem { Rows = new HeldDesign(0, [builder.Build()]), Target = TargetKind.TwoClasses, Classes = 2 }, "There are no features");
        AssertRefused(options, Problem(200, TargetKind.TwoClasses, 0, 1, weight: 0), "No training row has a weight above 0");
        AssertRefused(options, Problem(200, TargetKind.TwoClasses, 0, 1, weight: -1), "The weight -1 of training row 1 must be finite and not negative");
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void WhatTheRowsSourceSaysIsToldAsItIs(TrainerOptions options)
    {
        TrainingProblem problem = Problem(200, TargetKind.TwoClasses, 0, 1);
        Assert.Equal("the source is gone", Assert.Throws<IOException>(() => options.Train(problem with { Rows = new FailingDesign(problem.Rows) }, new TrainingControl())).Message);
    }

    [Fact]
    public void LabelsOutsideTheLoss() =>
        AssertRefused(Options with { Loss = FastTreeLoss.Tweedie }, Problem(200, TargetKind.Value, 1, -1), "must not be negative for FastTreeLoss.Tweedie; use FastTreeLoss.Squared");

    [Fact]
    public void TooFewRows()
    {
        AssertRefused(Options, Problem(19, TargetKind.Value, 1, 2), "19 rows to learn from, of which each tree sees a share of 1, do not make two leaves of MinRows = 10 each");
        // Rows of weight 0 are none to learn from.
        AssertRefused(Options, MadeRows.Make(15, 1, TargetKind.Value).WithRowsOfNoWeight(30).Problem(TargetKind.Value), "15 rows to learn from");
        AssertRefused(new FastForestOptions { RowShare = 1 }, MadeRows.Make(15, 1, TargetKind.Value).WithRowsOfNoWeight(30).Problem(TargetKind.Value), "15 rows to learn from");
        AssertRefused(new GamOptions(), Problem(19, TargetKind.Value, 1, 2), "do not make two leaves of MinRows = 10 each");
        AssertRefused(Options with { RowShare = 0.01 }, Problem(200, TargetKind.Value, 1, 2), "of which each tree sees a share of 0.01");
    }

    [Fact]
    public void FeaturesThatTellNothing()
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 100; i++) builder.EndRow(i % 10);
        var problem = new TrainingProblem { Rows = new HeldDesign(3, [builder.Build()]), Target = TargetKind.Value };
        foreach (TrainerOptions options in (TrainerOptions[])[Options, new GamOptions { Iterations = 3 }])
            AssertRefused(options, problem, "no feature parts the rows");
    }

    [Fact]
    public void OptionsThatDoNotGoTogether()
    {
        Says(Options with { Loss = FastTreeLoss.Tweedie }, TargetKind.TwoClasses, "Loss = Tweedie is for labels that are numbers");
        Says(Options with { ClassWeights = ClassWeights.Balanced }, TargetKind.Value, "ClassWeights is for classes, and the label is a number");
        Says(Options with { LearningRate = 0.3, Dropout = 0.1 }, TargetKind.Value, "With Dropout ML.NET's LearningRate does nothing");
        Says(Options with { EarlyStopping = 5, Dropout = 0.1 }, TargetKind.Value, "EarlyStopping takes the first of the trees");

        static void Says(TrainerOptions options, TargetKind target, string problem) =>
            Assert.StartsWith(problem, Assert.Throws<ArgumentException>(() => options.Train(Problem(200, target, 0, 1), new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANativeLibraryThatIsNotThereEndsASearch()
    {
        MlNetTrainingException problem = Assert.Throws<MlNetTrainingException>(static () => MlNetRun.Fit<int>("Some", 0, [], new TrainingControl(), static _ => throw new DllNotFoundException("No 'CpuMathNative'.\nlooked here\nand there")));
        Assert.True(problem.IsUnusable);
        Assert.Contains("No 'CpuMathNative'. Put the library", problem.Message, StringComparison.Ordinal);
    }

    private static TrainingException AssertRefused(TrainerOptions options, TrainingProblem problem, string says)
    {
        TrainingException e = Assert.Throws<TrainingException>(() => options.Train(problem, new TrainingControl()));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        return e;
    }

    private static TrainingProblem Problem(int count, TargetKind target, float even, float odd, int at = -1, float wrong = 0, float weight = 1)
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < count; i++)
        {
            builder.Add(0, 1 + (i % 7));
            builder.Add(1, i == at ? wrong : 1 + (i % 2));
            builder.EndRow(i % 2 == 0 ? even : odd, weight);
        }
        return new TrainingProblem { Rows = new HeldDesign(2, [builder.Build()]), Target = target, Classes = target == TargetKind.Value ? 0 : 2 };
    }

    // The first pass is whole.
    private sealed class FailingDesign(IDesign rows) : IDesign
    {
        private int passes;

        public int Width => rows.Width;

        public long Rows => rows.Rows;

        public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation) => passes++ == 0 ? rows.Blocks(cancellation) : throw new IOException("the source is gone");
    }
}
