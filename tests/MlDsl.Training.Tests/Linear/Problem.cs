namespace MlDsl.Training.Tests;

/// <summary>A small random training problem with its objective as the documentation states it.</summary>
internal sealed record Problem(string Loss, float[][] Rows, float[] Labels, float[] Weights, double L1, double L2)
{
    private const int Width = 4;

    public int RowsPerBlock { get; init; } = 64;

    public bool FitIntercept { get; init; } = true;

    private int Classes => Loss switch { "logistic" => 2, "softmax" => 3, _ => 0 };

    public static Problem Random(int seed)
    {
        var random = new Random(seed);
        string loss = new[] { "squared", "logistic", "softmax", "poisson" }[random.Next(4)];
        float[][] rows = [.. Enumerable.Range(0, 60).Select(_ => RandomRow(random))];
        // The first labels are 0, 1 and 2, so that no class is without rows.
        float[] labels = [.. rows.Select((row, index) => index < 3 ? index : RandomLabel(random, loss, row))];
        if (loss == "logistic")
            labels[2] = 1;
        float[] weights = [.. rows.Select(_ => random.Next(1, 5) / 2f)];
        double l1 = random.Next(2) * random.NextDouble() / 10, l2 = 0.001 + (random.NextDouble() / 10);
        return new Problem(loss, rows, labels, weights, l1, l2) { FitIntercept = random.Next(4) > 0 };
    }

    public LinearWeights Train()
    {
        HeldDesign design = Designs.Make(Rows, Labels, Weights, RowsPerBlock);
        return Loss switch
        {
            "squared" => LinearRegressionTrainer.Train(design, new() { L1 = L1, L2 = L2, FitIntercept = FitIntercept }),
            "poisson" => PoissonRegressionTrainer.Train(design, new() { L1 = L1, L2 = L2, FitIntercept = FitIntercept }),
            _ => LogisticRegressionTrainer.Train(design, Classes, new() { L1 = L1, L2 = L2, FitIntercept = FitIntercept }),
        };
    }

    /// <summary>(1/Σw)·Σ w·loss + L2/2·‖β‖² + L1·‖β‖₁ at weights, row-major, followed by the intercepts.</summary>
    public double Objective(double[] model)
    {
        int outputs = model.Length / (Width + 1);
        double loss = 0;
        for (int row = 0; row < Rows.Length; row++)
        {
            var linear = new double[outputs];
            for (int output = 0; output < outputs; output++)
            {
                linear[output] = model[(outputs * Width) + output];
                for (int position = 0; position < Width; position++)
                    linear[output] += model[(output * Width) + position] * Rows[row][position];
            }

            loss += Weights[row] * LossOf(linear, Labels[row]);
        }

        double[] weights = model[..(outputs * Width)];
        double mean = loss / Weights.Sum(static weight => (double)weight);
        return mean + (L2 / 2 * weights.Sum(static weight => weight * weight)) + (L1 * weights.Sum(Math.Abs));
    }

    private double LossOf(double[] linear, double label) => Loss switch
    {
        "squared" => (label - linear[0]) * (label - linear[0]) / 2,
        "poisson" => Math.Exp(linear[0]) - (label * linear[0]),
        "logistic" => -Math.Log(1 / (1 + Math.Exp(label == 1 ? -linear[0] : linear[0]))),
        _ => -Math.Log(Math.Exp(linear[(int)label]) / linear.Sum(Math.Exp)),
    };

    private static float[] RandomRow(Random random) =>
        [(float)(random.NextDouble() * 4) - 2, random.Next(3) == 0 ? random.Next(1, 4) : 0, random.Next(2), (float)random.NextDouble() + 5];

    private static float RandomLabel(Random random, string loss, float[] row)
    {
        double signal = row[0] - (0.5 * row[1]) + row[2] + (random.NextDouble() * 3) - 1;
        return loss switch
        {
            "squared" => (float)signal,
            "logistic" => signal > 0 ? 1 : 0,
            "softmax" => Math.Clamp((int)Math.Floor(signal) + 1, 0, 2),
            _ => Math.Max(0, (int)signal),
        };
    }
}
