using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>Made-up rows, as a design and as the library takes them.</summary>
internal sealed class Rows
{
    public const int Width = 6;

    // Any rows have the same plan: the first position is a category, the others are numbers that may be missing.
    private static readonly FeaturePlan CategoryFirst = OddModel.Fit(
        Dataset<OddRow>.FromRows(Enumerable.Range(0, 100).Select(static i => new OddRow { Code = i % 5, A = i, B = i % 7, C = i % 3, D = -i, E = 1, Value = i })).SplitRandom(0, 0, seed: 1).Train,
        new LightGbmOptions { Trees = 1 }).Plan;

    private Rows(double[] dense, float[] labels, float[] weights) => (Dense, Labels, Weights) = (dense, labels, weights);

    public double[] Dense { get; }

    public float[] Labels { get; }

    public float[] Weights { get; }

    /// <summary>Numbers with zeros, negative zeros and steps; a label that depends on two of them.</summary>
    public static Rows Make(int count, int seed, TargetKind target, int classes = 0, bool hasMissing = false)
    {
        var random = new Random(seed);
        var dense = new double[count * Width];
        var labels = new float[count];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < Width; k++)
            {
                float value = k switch { 0 => random.Next(5), 1 => (float)random.NextDouble(), 2 => random.Next(-3, 4) / 2f, 3 => random.Next(20) == 0 ? 7 : 0, _ => (float)(random.NextDouble() * 100) };
                dense[(i * Width) + k] = hasMissing && random.Next(6) == 0 ? double.NaN : value;
            }
            double signal = Of(dense[i * Width], 2) + (3 * Of(dense[(i * Width) + 1], 0.5)) + (Of(dense[(i * Width) + 3], 0) / 7) + (random.NextDouble() * 0.5);
            labels[i] = target switch
            {
                TargetKind.Value => (float)signal + 0.1f,
                TargetKind.TwoClasses => signal > 3.5 ? 1 : 0,
                _ => (float)Math.Min(classes - 1, Math.Floor(signal / 8 * classes)),
            };
        }
        return new Rows(dense, labels, [.. Enumerable.Repeat(1f, count)]);
    }

    public Rows Weighted() => new(Dense, Labels, [.. Labels.Select(static (_, i) => 0.5f + (i % 4))]);

    /// <summary>The same rows, which count three times from one on.</summary>
    public Rows WeightedFrom(int first) => new(Dense, Labels, [.. Labels.Select((_, i) => i < first ? 1f : 3f)]);

    public TrainingProblem Problem(TargetKind target, int classes = 0) => new() { Rows = Design(), Target = target, Classes = classes };

    /// <summary>The same rows, the first position a category; of a ranking ten rows a query.</summary>
    public TrainingProblem CategoryProblem(TargetKind target, int classes) => Problem(target, classes) with { Plan = CategoryFirst, Rows = Design(hasGroups: target == TargetKind.Relevance) };

    /// <summary>The rows in blocks of an odd size; zeros are left out, as features leave them out.</summary>
    public HeldDesign Design(int block = 700, bool hasGroups = false)
    {
        List<FeatureBlock> blocks = [];
        for (int start = 0; start < Labels.Length; start += block)
        {
            var builder = new FeatureBlockBuilder();
            for (int i = start; i < Math.Min(start + block, Labels.Length); i++)
            {
                for (int k = 0; k < Width; k++) builder.Add(k, (float)Dense[(i * Width) + k]);
                builder.EndRow(Labels[i], Weights[i], hasGroups ? (ulong)i / 10 : null);
            }
            blocks.Add(builder.Build());
        }
        return new HeldDesign(Width, blocks);
    }

    /// <summary>Rows at every edge: what training had, between, missing, infinite, both zeros.</summary>
    public static double[] Odd(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Width).Select(_ => random.Next(10) switch
        {
            0 => double.NaN,
            1 => double.PositiveInfinity,
            2 => double.NegativeInfinity,
            3 => -0.0,
            4 => 0.0,
            5 => (double)1e-36f,
            6 => random.Next(6),
            _ => (double)(float)(random.NextDouble() * 100),
        })];
    }

    /// <summary>The scores of a predictor for dense rows.</summary>
    public static float[] Score(Predictor predictor, double[] dense)
    {
        int count = dense.Length / Width;
        int[] starts = [.. Enumerable.Range(0, count + 1).Select(static i => i * Width)], positions = [.. Enumerable.Range(0, dense.Length).Select(static i => i % Width)];
        var scores = new float[count * predictor.Outputs];
        predictor.Score(new SparseRows(starts, positions, [.. dense.Select(static v => (float)v)]), scores);
        return scores;
    }

    private static double Of(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
}
