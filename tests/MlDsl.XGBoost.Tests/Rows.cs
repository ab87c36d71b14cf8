using System.Globalization;
using MlDsl.Training;

namespace MlDsl.XGBoost.Tests;

/// <summary>Made-up rows, as a design and as the library takes them.</summary>
internal sealed class Rows
{
    public const int Width = 6;

    private Rows(float[] dense, float[] labels, float[] weights, ulong[] groups) => (Dense, Labels, Weights, Groups) = (dense, labels, weights, groups);

    public float[] Dense { get; }

    public float[] Labels { get; }

    public float[] Weights { get; }

    public ulong[] Groups { get; }

    /// <summary>Numbers with zeros and steps; a label that depends on some. Of ranks the rows of a query lie apart, in queries of 1 to 12.</summary>
    public static Rows Make(int count, int seed, TargetKind target, int classes = 0, bool hasMissing = false)
    {
        var random = new Random(seed);
        var dense = new float[count * Width];
        var labels = new float[count];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < Width; k++)
            {
                float value = k switch { 0 => random.Next(5), 1 => (float)random.NextDouble(), 2 => random.Next(-3, 4) / 2f, 3 => random.Next(20) == 0 ? 7 : 0, _ => (float)(random.NextDouble() * 100) };
                dense[(i * Width) + k] = hasMissing && random.Next(6) == 0 ? float.NaN : value;
            }
            double signal = Of(dense[i * Width], 2) + (3 * Of(dense[(i * Width) + 1], 0.5)) + (Of(dense[(i * Width) + 3], 0) / 7) + (random.NextDouble() * 0.5);
            labels[i] = target switch
            {
                TargetKind.Value => (float)signal + 0.1f,
                TargetKind.TwoClasses => signal > 3.5 ? 1 : 0,
                TargetKind.Relevance => (float)Math.Min(4, Math.Floor(signal / 1.6)),
                _ => (float)Math.Min(classes - 1, Math.Floor(signal / 8 * classes)),
            };
        }
        ulong[] groups = target == TargetKind.Relevance ? [.. Enumerable.Range(0, count).Select(i => ulong.MaxValue - (ulong)(i * 7919 % (count / 6)))] : [];
        return new Rows(dense, labels, [.. Enumerable.Repeat(1f, count)], groups);
    }

    public Rows Weighted() => new(Dense, Labels, [.. Labels.Select(static (_, i) => 0.5f + (i % 4))], Groups);

    /// <summary>The same rows, each a query of its own.</summary>
    public static Rows Alone(Rows rows) => new(rows.Dense, rows.Labels, rows.Weights, [.. rows.Groups.Select(static (_, i) => (ulong)i)]);

    public TrainingProblem Problem(TargetKind target, int classes = 0) => new() { Rows = Design(), Target = target, Classes = classes };

    /// <summary>The rows in blocks of an odd size; zeros are left out, as features leave them out.</summary>
    public HeldDesign Design(int block = 700)
    {
        List<FeatureBlock> blocks = [];
        for (int start = 0; start < Labels.Length; start += block)
        {
            var builder = new FeatureBlockBuilder();
            for (int i = start; i < Math.Min(start + block, Labels.Length); i++)
            {
                for (int k = 0; k < Width; k++) builder.Add(k, Dense[(i * Width) + k]);
                builder.EndRow(Labels[i], Weights[i], Groups.Length > 0 ? Groups[i] : null);
            }
            blocks.Add(builder.Build());
        }
        return new HeldDesign(Width, blocks);
    }

    /// <summary>The rows of a query together, queries in the order in which they appear, and their lengths: as the library is given them.</summary>
    public (Rows Sorted, int[] Queries) ByQuery()
    {
        var first = new Dictionary<ulong, int>();
        foreach (ulong group in Groups) first.TryAdd(group, first.Count);
        int[] order = [.. Enumerable.Range(0, Labels.Length).OrderBy(i => first[Groups[i]])];
        var sorted = new Rows([.. order.SelectMany(i => Dense.Skip(i * Width).Take(Width))], [.. order.Select(i => Labels[i])], [.. order.Select(i => Weights[i])], [.. order.Select(i => Groups[i])]);
        return (sorted, [.. sorted.Groups.GroupBy(static group => group).Select(static query => query.Count())]);
    }

    /// <summary>Rows at every edge: what training had, between, missing, infinite, both zeros.</summary>
    public static float[] Odd(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Width).Select(_ => random.Next(10) switch
        {
            0 => float.NaN,
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            3 => -0f,
            4 => 0f,
            5 => 1e-36f,
            6 => random.Next(6),
            _ => (float)(random.NextDouble() * 100),
        })];
    }

    /// <summary>The scores of a predictor for dense rows.</summary>
    public static float[] Score(Predictor predictor, float[] dense)
    {
        int width = predictor.Width, count = dense.Length / width;
        int[] starts = [.. Enumerable.Range(0, count + 1).Select(i => i * width)], positions = [.. Enumerable.Range(0, dense.Length).Select(i => i % width)];
        var scores = new float[count * predictor.Outputs];
        predictor.Score(new SparseRows(starts, positions, dense), scores);
        return scores;
    }

    /// <summary>A number as the library's parameters have it.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Of(float value, double otherwise) => float.IsNaN(value) ? otherwise : value;
}
