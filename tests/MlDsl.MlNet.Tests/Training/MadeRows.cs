using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Made-up rows, as a design and as ML.NET's own way from objects takes them.</summary>
internal sealed class MadeRows
{
    public const int Width = 7;

    private MadeRows(float[][] features, float[] labels, float[] weights) => (Features, Labels, Weights) = (features, labels, weights);

    public float[][] Features { get; }

    public float[] Labels { get; }

    public float[] Weights { get; }

    /// <summary>Numbers with zeros and steps, one feature that is always 0, and a label that depends on four of them.</summary>
    public static MadeRows Make(int count, int seed, TargetKind target, int classes = 2, bool isWeighted = false)
    {
        var random = new Random(seed);
        var features = new float[count][];
        var labels = new float[count];
        for (int i = 0; i < count; i++)
        {
            float[] row = [random.Next(4), (float)random.NextDouble(), random.Next(-3, 4) / 2f, random.Next(20) == 0 ? 7 : 0, (float)Math.Exp(random.NextDouble() * 4), -0.0f, random.Next(3) == 0 ? 1 : 0];
            double signal = row[0] + (3 * row[1]) + (row[3] / 7) + (row[2] * row[6]) + (random.NextDouble() * 0.5);
            labels[i] = target switch
            {
                TargetKind.Value => (float)signal + 2,
                TargetKind.TwoClasses => signal > 3.2 ? 1 : 0,
                _ => (float)Math.Clamp(Math.Floor((signal + 1) / 8 * classes), 0, classes - 1),
            };
            features[i] = row;
        }
        return new MadeRows(features, labels, [.. Enumerable.Range(0, count).Select(i => isWeighted ? 0.5f + (i % 4) : 1f)]);
    }

    public MadeRows With(float[] labels) => new(Features, labels, Weights);

    public MadeRows Weighing(float[] weights) => new(Features, Labels, weights);

    /// <summary>Some of the rows.</summary>
    public MadeRows Where(Func<int, bool> isTaken) => InOrder([.. Enumerable.Range(0, Labels.Length).Where(isTaken)]);

    /// <summary>The rows of these numbers.</summary>
    public MadeRows InOrder(int[] rows) => new([.. rows.Select(row => Features[row])], [.. rows.Select(row => Labels[row])], [.. rows.Select(row => Weights[row])]);

    /// <summary>Rows without labels.</summary>
    public static MadeRows Of(float[][] features) => new(features, new float[features.Length], [.. features.Select(static _ => 1f)]);

    /// <summary>The same rows, and others behind them that count for nothing.</summary>
    public MadeRows WithRowsOfNoWeight(int count)
    {
        MadeRows others = Make(count, 99, TargetKind.TwoClasses);
        return new MadeRows([.. Features, .. others.Features], [.. Labels, .. others.Labels], [.. Weights, .. new float[count]]);
    }

    public TrainingProblem Problem(TargetKind target, int classes = 0) => new() { Rows = Design(), Target = target, Classes = target == TargetKind.TwoClasses ? 2 : classes };

    /// <summary>The rows in blocks of an odd size; zeros are left out, as features leave them out.</summary>
    public HeldDesign Design(int block = 700, Func<int, int>? queryOf = null)
    {
        List<FeatureBlock> blocks = [];
        for (int start = 0; start < Labels.Length; start += block)
        {
            var builder = new FeatureBlockBuilder();
            for (int i = start; i < Math.Min(start + block, Labels.Length); i++)
            {
                for (int k = 0; k < Width; k++) builder.Add(k, Features[i][k]);
                if (queryOf is null) builder.EndRow(Labels[i], Weights[i]);
                else builder.EndRow(Labels[i], Weights[i], (ulong)queryOf(i));
            }
            blocks.Add(builder.Build());
        }
        return new HeldDesign(Width, blocks);
    }

    /// <summary>Rows at every edge: what training had and the numbers beside it, between, both zeros, and infinite and missing where that is asked for.</summary>
    public float[][] Odd(int count, int seed, bool isMissingAllowed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float[])[.. Enumerable.Range(0, Width).Select(k => random.Next(9) switch
        {
            0 when isMissingAllowed => float.NaN,
            1 when isMissingAllowed => float.PositiveInfinity,
            2 when isMissingAllowed => float.NegativeInfinity,
            3 => -0.0f,
            4 => 0f,
            5 => float.BitIncrement(Some(k)),
            6 => float.BitDecrement(Some(k)),
            7 => (Some(k) + Some(k)) / 2,
            _ => Some(k),
        })])];

        float Some(int feature) => Features[random.Next(Features.Length)][feature];
    }

    /// <summary>The scores of a predictor for dense rows, of which zeros are left out as features leave them out.</summary>
    public static float[] Score(Predictor predictor, float[][] rows)
    {
        List<int> starts = [0], positions = [];
        List<float> values = [];
        foreach (float[] row in rows)
        {
            for (int k = 0; k < row.Length; k++)
            {
                if (row[k] == 0) continue;
                positions.Add(k);
                values.Add(row[k]);
            }
            starts.Add(positions.Count);
        }
        var scores = new float[rows.Length * predictor.Outputs];
        predictor.Score(new SparseRows([.. starts], [.. positions], [.. values]), scores);
        return scores;
    }
}
