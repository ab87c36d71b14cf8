namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>Rows of three classes whose probabilities are known: a model that is surer than it may be, and leans to one class.</summary>
internal sealed class KnownClasses(int seed)
{
    public const int Count = 3;

    public static readonly string[] Names = ["north", "south", "west"];

    private static readonly double[][] Slopes = [[0.9, -0.5, 0.3, 0], [-0.6, 0.8, 0.2, 0.4], [0, 0, -0.7, -0.5]];

    private readonly KnownProbabilities draws = new(seed);

    /// <summary>How much the first class depends on a fifth number, which the model does not know.</summary>
    public double Beyond { get; init; }

    /// <summary>What a model says of rows, and how likely each class is in truth; row-major, rows × 3.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="shift">How far the rows' numbers are moved, in standard deviations.</param>
    public (Probability[] Said, float[] True) Rows(int count, double shift)
    {
        var (said, truly) = (new Probability[count * Count], new float[count * Count]);
        double[] sure = new double[Count], plain = new double[Count];
        for (int row = 0; row < count; row++)
        {
            Array.Clear(plain);
            for (int i = 0; i < 4; i++)
            {
                double number = draws.Normal() + shift;
                for (int k = 0; k < Count; k++) plain[k] += Slopes[k][i] * number;
            }
            for (int k = 0; k < Count; k++) sure[k] = (1.5 * plain[k]) + (k == 1 ? 0.4 : 0);
            if (Beyond != 0) plain[0] += Beyond * (draws.Normal() + shift);
            double sumSure = sure.Sum(Math.Exp), sumPlain = plain.Sum(Math.Exp);
            for (int k = 0; k < Count; k++)
            {
                said[(row * Count) + k] = (Probability)(float)(Math.Exp(sure[k]) / sumSure);
                truly[(row * Count) + k] = (float)(Math.Exp(plain[k]) / sumPlain);
            }
        }
        return (said, truly);
    }

    public int[] Labels(float[] truly)
    {
        var labels = new int[truly.Length / Count];
        for (int row = 0; row < labels.Length; row++) labels[row] = MlDsl.Monitoring.Estimates.ClassSums.DrawOf(truly.AsSpan(row * Count, Count), draws.Uniform());
        return labels;
    }

    /// <summary>Labels as probabilities of 0 and 1.</summary>
    public static float[] Certain(int[] labels)
    {
        var certain = new float[labels.Length * Count];
        for (int row = 0; row < labels.Length; row++) certain[(row * Count) + labels[row]] = 1;
        return certain;
    }
}
