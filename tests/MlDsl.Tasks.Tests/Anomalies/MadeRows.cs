using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>Rows without columns, for trainers by themselves.</summary>
internal static class MadeRows
{
    /// <summary>A design of rows in memory.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="width">The positions of a row.</param>
    /// <param name="weights">The weight of each row; 1 unless given.</param>
    public static HeldDesign Design(float[] values, int width, float[]? weights = null)
    {
        int first = 0;
        return new(width, values.Chunk(FeatureBlock.MaxRows * width).Select(part =>
        {
            int rows = part.Length / width;
            float[] own = weights is null ? [.. Enumerable.Repeat(1f, rows)] : weights[first..(first + rows)];
            first += rows;
            return new FeatureBlock([.. Enumerable.Range(0, rows + 1).Select(row => row * width)], [.. Enumerable.Range(0, part.Length).Select(i => i % width)], part, new float[rows], own);
        }).ToArray());
    }

    /// <summary>200 rows of five numbers that go together, by a congruential generator that other languages write as easily.</summary>
    public static float[] Correlated()
    {
        long state = 12345;
        var values = new float[1000];
        for (int row = 0; row < 200; row++)
        {
            var own = new double[5];
            for (int i = 0; i < 5; i++)
            {
                state = ((state * 1103515245) + 12345) % (1L << 31);
                own[i] = ((state >> 16) % 1000 / 8.0) - 60;
            }
            own[1] = (own[0] * 2) + (own[1] / 16);
            own[3] = own[2] - own[0] + (own[3] / 32);
            for (int i = 0; i < 5; i++) values[(row * 5) + i] = (float)own[i];
        }
        return values;
    }

    public static TrainedPredictor Train(TrainerOptions options, HeldDesign rows, int threads = 2) =>
        options.Train(new TrainingProblem { Rows = rows, Target = TargetKind.Anomaly }, new TrainingControl { Threads = threads });

    /// <summary>The scores of all rows of a design.</summary>
    public static float[] Scores(Predictor predictor, HeldDesign rows)
    {
        var scores = new List<float>();
        foreach (FeatureBlock block in rows.Blocks(default))
        {
            var part = new float[block.Rows];
            predictor.Score(new SparseRows(block.RowStart, block.Positions, block.Values), part);
            scores.AddRange(part);
        }
        return [.. scores];
    }
}
