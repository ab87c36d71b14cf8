using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Tasks.Decisions;

/// <summary>The exact posterior of a linear model with normal noise of unknown variance.</summary>
/// <remarks>
/// Weights are N(0, σ²/λ), the intercept and log σ² flat. Then σ² is inverse gamma of (n − 1)/2 and half of yᵀy − mᵀΛm, and weights given it are N(m, σ²Λ⁻¹) with Λ = XᵀX + λI
/// (the intercept without λ) and m = Λ⁻¹Xᵀy: Gelman et al. (2013), "Bayesian Data Analysis", chapter 14. Rows count by their weights.
/// </remarks>
internal sealed class LinearPosterior
{
    // As wide as the trainer's own normal equations.
    private const int Widest = 2048;

    private readonly Cholesky<double> factor;

    private LinearPosterior(Cholesky<double> factor, Vector<double> mean, double shape, double rate) => (this.factor, Mean, Shape, Rate) = (factor, mean, shape, rate);

    /// <summary>The mean of the weights, the intercept last.</summary>
    public Vector<double> Mean { get; }

    /// <summary>The shape of σ⁻².</summary>
    public double Shape { get; }

    /// <summary>Its rate.</summary>
    public double Rate { get; }

    /// <summary>The posterior of rows.</summary>
    /// <exception cref="TrainingException">There are too many features, too few rows, or the rewards have no spread.</exception>
    public static LinearPosterior Of<TRow, TInput>(IFeatureMap<TInput> features, TrainSet<TRow> train, double precision)
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float> where TInput : struct
    {
        int width = features.ToPlan().Width, size = width + 1;
        if (width > Widest) throw new TrainingException($"The posterior of {width} features is too large to hold ({Widest} at most); let the model have fewer, or draw bootstrapped models");
        var products = new double[size * size];
        var labels = new double[size];
        double square = 0, count = 0;
        var sink = new SparseSink(64);
        foreach (TRow row in train.Rows)
        {
            double weight = TRow.WeightOf(row), label = TRow.LabelOf(row);
            TInput input = TRow.InputOf(row);
            sink.Clear();
            features.Write(in input, ref sink);
            sink.Add(width, 1);
            for (int i = 0; i < sink.Count; i++)
            {
                int from = sink.Positions[i] * size;
                double value = weight * sink.Values[i];
                labels[sink.Positions[i]] += value * label;
                for (int j = 0; j < sink.Count; j++) products[from + sink.Positions[j]] += value * sink.Values[j];
            }
            square += weight * label * label;
            count += weight;
        }
        for (int i = 0; i < width; i++) products[(i * size) + i] += precision;
        if (!(count > 1)) throw new TrainingException($"The weights of the training rows sum to {count:G3}, and a posterior needs more than 1");
        var right = new DenseVector(labels);
        Cholesky<double> factor = new DenseMatrix(size, size, products).Cholesky();
        Vector<double> mean = factor.Solve(right);
        double rate = (square - (mean * right)) / 2;
        if (!(rate > 0) || !double.IsFinite(rate)) throw new TrainingException("The rewards of the training rows have no spread that a posterior could be learned from; log more decisions, or correct what is not finite");
        return new(factor, mean, (count - 1) / 2, rate);
    }

    /// <summary>Draws of the weights as a predictor with an output for each.</summary>
    public LinearPredictor Draw(int draws, int seed)
    {
        var random = new Random(seed);
        int width = Mean.Count - 1;
        float[] weights = new float[draws * width], intercepts = new float[draws];
        double[] lower = factor.Factor.ToColumnMajorArray();
        for (int draw = 0; draw < draws; draw++)
        {
            double deviation = 1 / Math.Sqrt(Gamma.Sample(random, Shape, Rate));
            double[] noise = new double[Mean.Count];
            for (int i = 0; i < noise.Length; i++) noise[i] = Normal.Sample(random, 0, 1);
            SolveTransposed(lower, noise);
            for (int i = 0; i < width; i++) weights[(draw * width) + i] = (float)(Mean[i] + (deviation * noise[i]));
            intercepts[draw] = (float)(Mean[width] + (deviation * noise[width]));
        }
        return new LinearPredictor(weights, intercepts);
    }

    // Lᵀx = noise by substitution from the end, in place; a column of L is a row of Lᵀ, and lies in one piece.
    private static void SolveTransposed(double[] lower, double[] noise)
    {
        int size = noise.Length;
        for (int i = size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> column = lower.AsSpan(i * size, size);
            double sum = noise[i];
            for (int j = i + 1; j < size; j++) sum -= column[j] * noise[j];
            noise[i] = sum / column[i];
        }
    }
}
