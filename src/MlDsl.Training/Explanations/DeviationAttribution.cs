using System.Buffers;

namespace MlDsl.Training;

/// <summary>Contributions of deviations: what each column has to do with how far a row is off. They sum to the score, and none is below 0.</summary>
/// <remarks>
/// Of the largest deviation: Shapley's values of the game in which columns are worth the largest deviation among them, all others lying in the middle; Littlechild and Owen (1973), "A simple expression for
/// the Shapley value in a special case". Of the root mean square: each column's part of the sum of squares, as a share of the score; where distances are from the middle, that is Aumann and Shapley's
/// value along the straight way from there.
/// </remarks>
internal sealed class DeviationAttribution : Attribution
{
    private readonly DeviationPredictor predictor;
    private readonly int[] columnOf;

    public DeviationAttribution(FeaturePlan plan, DeviationPredictor predictor) : base(plan, [0], ExplanationBase.TrainingMiddle)
    {
        this.predictor = predictor;
        columnOf = new int[predictor.Width];
        for (int position = 0, column = 0; position < columnOf.Length; position++)
        {
            while (Starts[column + 1] <= position) column++;
            columnOf[position] = column;
        }
    }

    /// <summary>Writes the contributions of one row.</summary>
    /// <param name="positions">The position of each entry.</param>
    /// <param name="values">What stands there.</param>
    /// <param name="contributions">One for each column; the first is NaN where the row has no score.</param>
    public void Explain(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<double> contributions)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(predictor.Width + (2 * contributions.Length));
        Span<double> residuals = rented.AsSpan(0, predictor.Width), steps = rented.AsSpan(predictor.Width, 2 * contributions.Length);
        predictor.Residuals(positions, values, residuals);
        double score = predictor.NormOf(residuals);
        contributions.Clear();
        if (!double.IsFinite(score)) contributions[0] = double.NaN;
        else if (predictor.Norm == DeviationNorm.Largest) Largest(residuals, steps[..contributions.Length], steps[contributions.Length..], contributions);
        else if (score > 0) Squares(residuals, score, contributions);
        ArrayPool<double>.Shared.Return(rented);
    }

    // What each further column adds to the largest is shared by it and by those that are farther off.
    private void Largest(ReadOnlySpan<double> residuals, Span<double> sizes, Span<double> shares, Span<double> contributions)
    {
        for (int position = 0; position < residuals.Length; position++)
        {
            ref double most = ref contributions[columnOf[position]];
            most = Math.Max(most, Math.Abs(residuals[position]));
        }
        contributions.CopyTo(sizes);
        sizes.Sort();
        for (int i = 0; i < sizes.Length; i++) shares[i] = i == 0 ? sizes[0] / sizes.Length : shares[i - 1] + ((sizes[i] - sizes[i - 1]) / (sizes.Length - i));
        foreach (ref double contribution in contributions) contribution = shares[sizes.BinarySearch(contribution)];
    }

    private void Squares(ReadOnlySpan<double> residuals, double score, Span<double> contributions)
    {
        double divisor = predictor.Unit * score;
        for (int position = 0; position < residuals.Length; position++) contributions[columnOf[position]] += residuals[position] * residuals[position] / divisor;
    }
}
