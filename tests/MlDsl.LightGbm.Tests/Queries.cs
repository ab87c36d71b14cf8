using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>Rows of queries: the library's own example of a ranking, and made-up ones.</summary>
internal sealed record Queries(int Width, double[] Dense, float[] Labels, int[] Counts)
{
    public float[] Weights { get; init; } = [.. Enumerable.Repeat(1f, Labels.Length)];

    /// <summary>The query of each row.</summary>
    public int[] Of => [.. Counts.SelectMany(static (count, query) => Enumerable.Repeat(query, count))];

    /// <summary>A side of the example: lines of a grade and entries <c>position:value</c>, and the rows of each query.</summary>
    public static Queries Example(string side)
    {
        const int Width = 301;
        string[] lines = File.ReadAllLines(TestData.File($"lightgbm-rank.{side}"));
        var dense = new double[lines.Length * Width];
        var labels = new float[lines.Length];
        for (int row = 0; row < lines.Length; row++)
        {
            string[] parts = lines[row].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            labels[row] = float.Parse(parts[0], CultureInfo.InvariantCulture);
            foreach (string[] entry in parts.Skip(1).Select(static part => part.Split(':')))
                dense[(row * Width) + int.Parse(entry[0], CultureInfo.InvariantCulture)] = (float)double.Parse(entry[1], CultureInfo.InvariantCulture);
        }
        int[] counts = [.. File.ReadAllLines(TestData.File($"lightgbm-rank.{side}.query")).Select(static line => int.Parse(line, CultureInfo.InvariantCulture))];
        return new Queries(Width, dense, labels, counts);
    }

    /// <summary>Grades 0 to 3 by two of four numbers, within queries of 1 to 12 rows.</summary>
    public static Queries Make(int queries, int seed)
    {
        const int Width = 4;
        var random = new Random(seed);
        int[] counts = [.. Enumerable.Range(0, queries).Select(_ => random.Next(1, 13))];
        double[] dense = [.. Enumerable.Range(0, counts.Sum() * Width).Select(_ => random.Next(9) == 0 ? 0 : (double)(float)(random.NextDouble() * 10))];
        float[] labels = [.. Enumerable.Range(0, counts.Sum()).Select(row => MathF.Floor((float)Math.Clamp((dense[row * Width] / 4) + (dense[(row * Width) + 1] / 7) + random.NextDouble() - 1, 0, 3)))];
        return new Queries(Width, dense, labels, counts);
    }

    /// <summary>The rows as a problem.</summary>
    /// <param name="apart">Whether rows of queries are dealt out: the first of each query, then the second of each, and so on.</param>
    /// <param name="held">Whether every fifth query is held back.</param>
    public TrainingProblem Problem(bool apart = false, bool held = false)
    {
        int[] queryOf = Of, numbers = [.. Counts.SelectMany(static count => Enumerable.Range(0, count))];
        int[] order = [.. Enumerable.Range(0, Labels.Length).OrderBy(row => apart ? numbers[row] : 0).ThenBy(static row => row)];
        List<FeatureBlock> blocks = [];
        foreach (int[] block in order.Chunk(700))
        {
            var builder = new FeatureBlockBuilder();
            foreach (int row in block)
            {
                for (int k = 0; k < Width; k++) builder.Add(k, (float)Dense[(row * Width) + k]);
                builder.EndRow(Labels[row], Weights[row], (ulong)queryOf[row]);
            }
            blocks.Add(builder.Build());
        }
        int[] stopping = [.. Enumerable.Range(0, order.Length).Where(place => queryOf[order[place]] % 5 == 0)];
        return new TrainingProblem
        {
            Rows = new HeldDesign(Width, blocks),
            Target = TargetKind.Relevance,
            Loss = Ranking.Loss,
            Held = held ? new HeldRowSet([.. stopping], [.. stopping.Select(place => (ulong)queryOf[order[place]])]) : null,
        };
    }

    /// <summary>The scores of a predictor for dense rows.</summary>
    public static float[] Score(Predictor predictor, double[] dense)
    {
        int width = predictor.Width, count = dense.Length / width;
        var scores = new float[count];
        predictor.Score(
            new SparseRows([.. Enumerable.Range(0, count + 1).Select(row => row * width)], [.. Enumerable.Range(0, dense.Length).Select(i => i % width)], [.. dense.Select(static v => (float)v)]), scores);
        return scores;
    }
}
