namespace MlDsl.Training.Tests;

/// <summary>Rows made by formula, the same as in reference.py beside this file, whose output the tests state.</summary>
internal static class CalibrationData
{
    public const int Rows = 500;

    public static float[] Weights { get; } = Make(static i => 1 + (i % 5 * 0.25f));

    public static float[] Scores { get; } = Make(static i => ((U(i) % 65) - 32) / 8f);

    public static bool[] Positives { get; } = Make(static i => V(i) < 60 + (13 * (U(i) % 65) * (1 + (U(i) % 65 > 40 ? 0.25 : 0))));

    /// <summary>Log-odds to ask for a probability of.</summary>
    public static float[] At { get; } = [-5, -3.25f, -1, -0.125f, 0, 0.5f, 1.75f, 3, 5];

    public static string[] Classes { get; } = ["north", "east", "south"];

    /// <summary>Row-major, rows × 3.</summary>
    public static float[] ClassScores { get; } =
        [.. Enumerable.Range(0, Rows).SelectMany(static i => (float[])[((U(i) % 33) - 16) / 4f, ((V(i) % 17) - 8) / 4f, U(i) % 9 / 4f])];

    public static int[] ClassLabels { get; } = Make(Drawn);

    /// <summary>The weights, or none: the two ways in which each reference value is computed.</summary>
    public static float[] WeightsIf(bool weighted) => weighted ? Weights : [];

    // The class by a number from 0 to 1 where the scores are twice as sure as they should be.
    private static int Drawn(int i)
    {
        double[] powers = [.. Enumerable.Range(0, 3).Select(k => Math.Exp(ClassScores[(3 * i) + k] / 2.0))];
        double number = ((i * 12347) + 5) % 983 / 983.0, sum = powers.Sum(), share = 0;
        int label = 0;
        for (int k = 0; k < 2; k++)
        {
            share += powers[k] / sum;
            if (number > share) label++;
        }
        return label;
    }

    private static int U(int i) => ((i * 7919) + 13) % 1009;

    private static int V(int i) => ((i * 31337) + 7) % 997;

    private static T[] Make<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];
}
