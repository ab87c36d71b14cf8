namespace MlDsl.Training.Tests;

/// <summary>
/// Rows made by formula, the same as in reference.py beside this file, whose output the tests state. All numbers are multiples of a
/// power of two, so that both sides have exactly the same ones; probabilities tie and reach 0 and 1.
/// </summary>
internal static class ReferenceData
{
    public const int Rows = 500;

    public static float[] Weights { get; } = Make(static i => 1 + (i % 5 * 0.25f));

    public static float[] Probabilities { get; } = Make(static i => U(i) % 65 / 64f);

    public static bool[] Positives { get; } = Make(static i => V(i) < 300 + (6 * (U(i) % 65)));

    public static float[] Labels { get; } = Make(static i => U(i) % 200 / 8f);

    public static float[] Predictions { get; } = Make(static i => (U(i) % 200 / 8f * 0.75f) + (((V(i) % 64) + 1) / 16f));

    public static string[] Classes { get; } = ["north", "east", "south", "west"];

    public static int[] ClassLabels { get; } = Make(static i => V(i) % 10 < 6 ? (3 + Shift(i)) % 4 : V(i) % 4);

    public static float[] ClassProbabilities { get; } = MakeClassProbabilities();

    /// <summary>37 queries, whose rows lie anywhere.</summary>
    public static ulong[] Queries { get; } = Make(static i => (ulong)(((i * 53) + 11) % 37));

    public static float[] Grades { get; } = Make(static i => (float)Math.Max(0, (V(i) % 7) - 2));

    /// <summary>Scores that all differ.</summary>
    public static float[] Scores { get; } = Make(static i => U(i) / 64f);

    /// <summary>Scores of which many are equal.</summary>
    public static float[] TiedScores { get; } = Make(static i => (float)(U(i) % 4));

    /// <summary>The weights, or none: the two ways in which each reference value is computed.</summary>
    public static float[] WeightsIf(bool weighted) => weighted ? Weights : [];

    private static int U(int i) => ((i * 7919) + 13) % 1009;

    private static int V(int i) => ((i * 31337) + 7) % 997;

    private static int Shift(int i) => i * 29 % 4;

    private static T[] Make<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    private static float[] MakeClassProbabilities()
    {
        var probabilities = new float[Rows * 4];
        for (int i = 0; i < Rows; i++)
        {
            int[] parts = [i * 37 % 17, i * 53 % 17, i * 71 % 17, 0];
            parts[3] = 64 - parts.Sum();
            for (int k = 0; k < 4; k++) probabilities[(i * 4) + ((k + Shift(i)) % 4)] = parts[k] / 64f;
        }

        return probabilities;
    }
}
