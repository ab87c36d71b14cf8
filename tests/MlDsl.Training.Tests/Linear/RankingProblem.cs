namespace MlDsl.Training.Tests;

/// <summary>A small ranking with its objective as the documentation states it.</summary>
internal sealed record RankingProblem(float[][] Rows, float[] Grades, float[] Weights, ulong[] Queries)
{
    public static RankingProblem Random(Random random)
    {
        float[][] rows = [.. Enumerable.Range(0, 60).Select(_ => (float[])[(float)(random.NextDouble() * 4) - 2, random.Next(3) == 0 ? random.Next(1, 4) : 0, random.Next(2), (float)random.NextDouble() + 5])];
        return new RankingProblem(
            rows, [.. rows.Select(r => (float)Math.Clamp((int)(r[0] + r[2] + (2 * random.NextDouble())), 0, 4))], [.. rows.Select(_ => random.Next(1, 5) / 2f)],
            [.. rows.Select(_ => (ulong)random.Next(9) << 60)]);
    }

    public HeldDesign Design(int rowsPerBlock = 64) => Designs.Make(Rows, Grades, Weights, rowsPerBlock, groups: Queries);

    public RankingProblem Shuffled(int[] order) => new(
        Array.ConvertAll(order, i => Rows[i]), Array.ConvertAll(order, i => Grades[i]), Array.ConvertAll(order, i => Weights[i]), Array.ConvertAll(order, i => Queries[i]));

    public double Objective(double[] weights, LinearRankingOptions options)
    {
        double loss = 0, total = 0;
        foreach (int[] query in Enumerable.Range(0, Rows.Length).GroupBy(i => Queries[i]).Select(static q => q.ToArray()))
        {
            double[] pairs = [.. from better in query from worse in query where Grades[better] > Grades[worse] select Math.Log(1 + Math.Exp(Score(worse) - Score(better)))];
            if (pairs.Length == 0) continue;
            double weight = query.Average(i => Weights[i]);
            loss += weight * pairs.Average();
            total += weight;
        }
        return (loss / total) + (options.L2 / 2 * weights.Sum(static w => w * w)) + (options.L1 * weights.Sum(Math.Abs));

        double Score(int row) => Rows[row].Select((value, i) => value * weights[i]).Sum();
    }
}
