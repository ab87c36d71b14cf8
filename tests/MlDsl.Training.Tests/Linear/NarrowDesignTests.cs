namespace MlDsl.Training.Tests;

/// <summary>Wide rows, most of whose positions no row has or one alone: the same weights as where only the positions in use are there, which is not narrowed.</summary>
public sealed class NarrowDesignTests
{
    private const int Wide = 20_000, Used = 300, Rows = 240;

    public static TheoryData<string, double, bool> Cases => new()
    {
        { "logistic", 0, true }, { "logistic", 0, false }, { "logistic", 0.002, true },
        { "softmax", 0, true }, { "softmax", 0.002, true },
        { "poisson", 0, true }, { "linear", 0, true }, { "linear", 0.01, true }, { "ranking", 0, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheWeightsAreThoseOfThePositionsInUse(string trainer, double l1, bool hasIntercept)
    {
        int classes = trainer switch { "softmax" => 3, "logistic" => 2, _ => 0 };
        LinearPredictor wide = Train(trainer, l1, hasIntercept, Design(Wide, classes, trainer == "ranking"));
        LinearPredictor narrow = Train(trainer, l1, hasIntercept, Design(Used, classes, trainer == "ranking"));
        Assert.Equal((Wide, narrow.Outputs), (wide.Width, wide.Outputs));
        var used = new bool[Wide];
        for (int output = 0; output < wide.Outputs; output++)
        {
            ReadOnlySpan<float> own = wide.Weights.Slice(output * Wide, Wide), expected = narrow.Weights.Slice(output * Used, Used);
            Assert.Equal(narrow.Biases[output], wide.Biases[output], 2e-4f);
            for (int i = 0; i < Used; i++)
            {
                used[Position(i)] = true;
                Assert.Equal(expected[i], own[Position(i)], 2e-4f);
                Assert.Equal(narrow.Means[i], wide.Means[Position(i)], 1e-6f);
            }
            for (int position = 0; position < Wide; position++) Assert.True(used[position] || own[position] == 0, $"{position}");
        }
        Assert.Contains(wide.Weights.ToArray(), static weight => Math.Abs(weight) > 0.01f);
    }

    [Fact]
    public void PositionsOfOneRowShareAColumn()
    {
        HeldDesign design = Design(Wide, 2, false);
        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Class(2), new TrainingControl());
        NarrowDesign merged = NarrowDesign.Of(design, summary, mayMerge: true, new TrainingControl())!, whole = NarrowDesign.Of(design, summary, mayMerge: false, new TrainingControl())!;
        // Of 300 positions 120 lie in several rows, 180 in 60 rows of three each; of 8 rows, 4 of them among those, the weight is 0.
        Assert.Equal(120 + 180 - 12, whole.Width);
        Assert.Equal(120 + 60 - 4, merged.Width);
        Assert.Equal(design.Rows, merged.Rows);
        // Held or not, every pass gives the same; the length of a row is not changed.
        NarrowDesign streamed = NarrowDesign.Of(design, summary, mayMerge: true, new TrainingControl { HoldBytes = 0 })!;
        for (int pass = 0; pass < 2; pass++)
        {
            FeatureBlock[] held = [.. merged.Blocks(default)], read = [.. streamed.Blocks(default)];
            Assert.Equal(held.SelectMany(static block => block.Positions.ToArray()), read.SelectMany(static block => block.Positions.ToArray()));
            Assert.Equal(Square(design.Blocks(default)), Square(held), 1e-3);
        }
        Assert.Same(merged.Blocks(default).First(), merged.Blocks(default).First());
        Assert.NotSame(streamed.Blocks(default).First(), streamed.Blocks(default).First());
    }

    // Both together keep within the bound: what the wide rows hold is not there for the narrow ones.
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void WhatTheWideRowsHoldCounts(int more, bool isHeld)
    {
        var design = new Holding(Design(Wide, 2, false));
        DesignSummary summary = DesignSummary.Read(design, LabelDomain.Class(2), new TrainingControl());
        long narrow = NarrowDesign.Of(design, summary, mayMerge: true, new TrainingControl())!.Blocks(default).Sum(static block => block.Bytes);
        NarrowDesign own = NarrowDesign.Of(design, summary, mayMerge: true, new TrainingControl { HoldBytes = design.HeldBytes + narrow + more })!;
        _ = own.Blocks(default).Count();
        int passes = design.Passes;
        _ = own.Blocks(default).Count();
        Assert.Equal(isHeld ? passes : passes + 1, design.Passes);
    }

    [Fact]
    public void AWideDesignInUseIsLeftAsItIs()
    {
        var builder = new FeatureBlockBuilder();
        for (int row = 0; row < 2; row++)
        {
            for (int position = 0; position < 3000; position++) builder.Add(position, 1 + row);
            builder.EndRow(row);
        }
        var design = new HeldDesign(3000, [builder.Build()]);
        Assert.Null(NarrowDesign.Of(design, DesignSummary.Read(design, LabelDomain.Value, new TrainingControl()), mayMerge: true, new TrainingControl()));
    }

    // In the first iteration already: whoever waits is told.
    [Fact]
    public void ProgressCountsEveryPass()
    {
        List<TrainingProgress> told = [];
        var problem = new TrainingProblem { Rows = Design(Wide, 2, false), Target = TargetKind.TwoClasses, Classes = 2 };
        new LogisticRegressionOptions().Train(problem, new TrainingControl { Progress = new Told(told.Add) });
        Assert.Equal((0, 5), (told[0].Iteration, told[0].Passes));
    }

    private static LinearPredictor Train(string trainer, double l1, bool hasIntercept, IDesign design)
    {
        const double L2 = 0.01;
        const double Tolerance = 1e-8;
        SolverOptions options = trainer switch
        {
            "poisson" => new PoissonRegressionOptions { L1 = l1, L2 = L2, FitIntercept = hasIntercept, Tolerance = Tolerance },
            "linear" => new LinearRegressionOptions { L1 = l1, L2 = L2, FitIntercept = hasIntercept, Tolerance = Tolerance },
            "ranking" => new LinearRankingOptions { L1 = l1, L2 = L2, Tolerance = Tolerance },
            _ => new LogisticRegressionOptions { L1 = l1, L2 = L2, FitIntercept = hasIntercept, Tolerance = Tolerance },
        };
        TargetKind target = trainer switch { "softmax" => TargetKind.Classes, "logistic" => TargetKind.TwoClasses, "ranking" => TargetKind.Relevance, _ => TargetKind.Value };
        int classes = trainer switch { "softmax" => 3, "logistic" => 2, _ => 0 };
        TrainedPredictor trained = options.Train(new TrainingProblem { Rows = design, Target = target, Classes = classes }, new TrainingControl());
        Assert.True(trained.Log.Converged);
        return (LinearPredictor)trained.Predictor;
    }

    /// <summary>Where the i-th position in use lies in wide rows.</summary>
    private static int Position(int i) => 37 + (i * 61);

    // The first 120 positions in use lie in several rows; of the others a quarter of the rows has three each, of which one is below 0.
    private static HeldDesign Design(int width, int classes, bool hasGroups)
    {
        var random = new Random(5);
        var builder = new FeatureBlockBuilder();
        List<FeatureBlock> blocks = [];
        for (int row = 0; row < Rows; row++)
        {
            if (row == 100) blocks.Add(builder.Build());
            SortedDictionary<int, float> entries = [];
            for (int k = 0; k < 6; k++) entries[random.Next(120)] = 1 + random.Next(3);
            if (row % 4 == 0)
                for (int k = 0; k < 3; k++) entries[120 + (row / 4 * 3) + k] = k - 0.5f;
            double signal = entries.Sum(static entry => (entry.Key % 3 - 1) * entry.Value) + random.NextDouble();
            float label = classes > 0 ? (float)Math.Clamp(Math.Floor((signal + 4) / 8 * classes), 0, classes - 1) : (float)Math.Clamp(Math.Floor(signal + 4), 0, 8);
            foreach (var (i, value) in entries) builder.Add(width == Used ? i : Position(i), value);
            builder.EndRow(label, row % 30 == 14 ? 0 : 1 + (row % 2), hasGroups ? (ulong)(row / 6) : null);
        }
        return new HeldDesign(width, [.. blocks, builder.Build()]);
    }

    private static double Square(IEnumerable<FeatureBlock> blocks) =>
        blocks.Sum(static block => Enumerable.Range(0, block.Rows).Where(row => block.Weights[row] > 0).Sum(row => block.Values[block.RowStart[row]..block.RowStart[row + 1]].ToArray().Sum(static v => (double)v * v)));

    private sealed class Told(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }

    /// <summary>A design that says what it holds and counts its passes.</summary>
    private sealed class Holding(HeldDesign design) : IHoldingDesign
    {
        public int Width => design.Width;

        public long Rows => design.Rows;

        public long HeldBytes { get; } = design.Blocks(default).Sum(static block => block.Bytes);

        public int Passes { get; private set; }

        public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation)
        {
            Passes++;
            return design.Blocks(cancellation);
        }
    }
}
