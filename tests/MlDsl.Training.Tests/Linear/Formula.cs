namespace MlDsl.Training.Tests;

/// <summary>
/// 240 rows by formula, the same as in reference.py: a dense column, an unscaled one about 1,000, three of four one-hot
/// positions, and a sparse column. Every number is a multiple of 1/1024.
/// </summary>
internal static class Formula
{
    public const int Rows = 240;

    public static float[][] Features { get; } = [.. Enumerable.Range(0, Rows).Select(Row)];

    /// <summary>A regression label.</summary>
    public static float[] Score { get; } = [.. Enumerable.Range(0, Rows).Select(Label)];

    public static float[] Weights { get; } = [.. Enumerable.Range(0, Rows).Select(static i => 0.5f + (i % 4 * 0.5f))];

    public static float[] Binary { get; } = [.. Score.Select(static score => score > 0.5f ? 1f : 0f)];

    public static float[] Three { get; } = [.. Score.Select(static score => score >= 2 ? 2f : score >= -1 ? 1f : 0f)];

    public static float[] Count { get; } = [.. Score.Select(static score => MathF.Floor(Math.Max(0, score + 2)))];

    public static HeldDesign Design(float[] labels, bool weighted = false, int rowsPerBlock = 64) =>
        Designs.Make(Features, labels, weighted ? Weights : null, rowsPerBlock);

    /// <summary>The same rows with the second column divided by 256.</summary>
    public static HeldDesign ShortDesign(float[] labels) =>
        Designs.Make([.. Features.Select(static row => (float[])[row[0], row[1] / 256, .. row[2..]])], labels);

    /// <summary>The rows many times over, each time with other labels, in enough blocks to keep many threads busy.</summary>
    public static HeldDesign Tall(float[] labels)
    {
        float[][] rows = [.. Enumerable.Range(0, 40_000).Select(static i => Features[i % Rows])];
        float[] moved = [.. Enumerable.Range(0, rows.Length).Select(i => labels[((i % Rows) + (i / 997)) % Rows])];
        return Designs.Make(rows, moved, rowsPerBlock: 3_000);
    }

    /// <summary>The rows many times over as 60 queries, whose rows lie apart, with grades from 0 to 3.</summary>
    public static HeldDesign Queries()
    {
        int[] rows = [.. Enumerable.Range(0, 2_400)];
        float[] grades = [.. rows.Select(static i => Math.Clamp(Score[((i % Rows) + (i / 997)) % Rows], 0, 3)).Select(MathF.Floor)];
        return Designs.Make([.. rows.Select(static i => Features[i % Rows])], grades, rowsPerBlock: 200, groups: [.. rows.Select(static i => (ulong)(i % 60) * 0x9E3779B97F4A7C15)]);
    }

    private static float[] Row(int i)
    {
        float[] row = [((i * 37) % 101 / 8f) - 5, 500 + ((i * 71) % 97 * 13), 0, 0, 0, i % 9 == 0 ? (((i * 11) % 5) - 2) / 2f : 0];
        int level = ((i * 7) + (i * i / 3)) % 4;
        if (level < 3)
            row[2 + level] = 1;
        return row;
    }

    private static float Label(int i)
    {
        float[] row = Features[i];
        float noise = (((i * 53) % 29) - 14) / 4f;
        return 2 + (0.75f * row[0]) - (row[1] / 256) + (1.5f * row[2]) - row[4] + (0.5f * row[5]) + noise;
    }
}
