using System.Buffers;

namespace MlDsl;

/// <summary>
/// How far a row is from the middle of the training rows, or from a plane through it: each feature's distance from its centre in units of its spread, less what of them lies along the
/// components, as one number that is at least 0.
/// </summary>
/// <remarks>
/// All numbers are double and every sum is taken in the order of the positions without fused multiply-add, component after component, so that scores are the same bits on every processor; the score is
/// rounded to float at the end. Takes width × (components + 1) steps and width × 8 bytes of pooled memory for a row, whatever it holds.
/// </remarks>
public sealed class DeviationPredictor : Predictor
{
    private readonly double[] centers, factors, components;
    private readonly int[] missing;

    /// <summary>Copies the numbers.</summary>
    /// <param name="centers">The centre of each feature.</param>
    /// <param name="factors">One over the spread of each feature; 0 for one that says nothing.</param>
    /// <param name="components">Directions in units of spread, of length 1 and at right angles to each other: one after the other, each as wide as a row. None where distances are from the middle.</param>
    /// <param name="missing">The features at which NaN is a missing value, which lies at the centre; ascending.</param>
    /// <param name="norm">What one number the distances become.</param>
    /// <param name="unit">What a sum of squares is divided by, above 0; 1 for <see cref="DeviationNorm.Largest"/>.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number is not what it must be.</exception>
    public DeviationPredictor(
        ReadOnlySpan<double> centers, ReadOnlySpan<double> factors, ReadOnlySpan<double> components, ReadOnlySpan<int> missing, DeviationNorm norm, double unit)
    {
        if (centers.Length != factors.Length || centers.Length == 0 || components.Length % centers.Length != 0)
            throw new ArgumentException($"{centers.Length} centres do not go with {factors.Length} factors and {components.Length} numbers of components");
        (this.centers, this.factors, this.components, this.missing) = (centers.ToArray(), factors.ToArray(), components.ToArray(), missing.ToArray());
        if (!this.centers.All(double.IsFinite) || !this.components.All(double.IsFinite)) throw new ArgumentException("Centres and components must be finite", nameof(centers));
        if (!this.factors.All(static factor => factor >= 0 && double.IsFinite(factor))) throw new ArgumentException("Factors must be finite and at least 0", nameof(factors));
        for (int i = 0; i < missing.Length; i++)
            if (missing[i] < (i == 0 ? 0 : missing[i - 1] + 1) || missing[i] >= Width) throw new ArgumentException($"Features that may be missing ascend and are below {Width}, and one is {missing[i]}", nameof(missing));
        if (!Enum.IsDefined(norm)) throw new ArgumentException($"{norm} is no norm", nameof(norm));
        if (!(unit > 0 && double.IsFinite(unit)) || (norm == DeviationNorm.Largest && unit != 1)) throw new ArgumentException($"The unit of {norm} is {(norm == DeviationNorm.Largest ? "1" : "finite and above 0")}, and {unit} was given", nameof(unit));
        (Norm, Unit) = (norm, unit);
    }

    /// <inheritdoc/>
    public override string Kind => "deviation";

    /// <inheritdoc/>
    public override int Width => centers.Length;

    /// <inheritdoc/>
    public override int Outputs => 1;

    /// <summary>The centre of each feature.</summary>
    public ReadOnlySpan<double> Centers => centers;

    /// <summary>One over the spread of each feature; 0 for one that says nothing.</summary>
    public ReadOnlySpan<double> Factors => factors;

    /// <summary>The components, each <see cref="Predictor.Width"/> numbers.</summary>
    public ReadOnlySpan<double> Components => components;

    /// <summary>The number of components.</summary>
    public int ComponentCount => components.Length / centers.Length;

    /// <summary>The features at which NaN is a missing value, ascending.</summary>
    public ReadOnlySpan<int> Missing => missing;

    /// <summary>What one number the distances become.</summary>
    public DeviationNorm Norm { get; }

    /// <summary>What a sum of squares is divided by.</summary>
    public double Unit { get; }

    /// <inheritdoc/>
    public override void Score(in SparseRows rows, Span<float> scores)
    {
        CheckLength(in rows, scores);
        double[] rented = ArrayPool<double>.Shared.Rent(Width);
        Span<double> residuals = rented.AsSpan(0, Width);
        for (int row = 0; row < rows.Count; row++)
        {
            Range own = rows.Starts[row]..rows.Starts[row + 1];
            Residuals(rows.Positions[own], rows.Values[own], residuals);
            scores[row] = (float)NormOf(residuals);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>The distances of a row's features in units of spread, less what of them lies along the components.</summary>
    /// <param name="positions">The position of each entry, in any order; entries of one position are summed.</param>
    /// <param name="values">What stands there.</param>
    /// <param name="residuals">One for each feature; NaN where no double holds what comes of the row.</param>
    internal void Residuals(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, Span<double> residuals)
    {
        residuals.Clear();
        for (int i = 0; i < positions.Length; i++) residuals[positions[i]] += values[i];
        foreach (int position in missing)
            if (double.IsNaN(residuals[position])) residuals[position] = centers[position];
        for (int j = 0; j < residuals.Length; j++) residuals[j] = (residuals[j] - centers[j]) * factors[j];
        for (int from = 0; from < components.Length; from += residuals.Length)
        {
            ReadOnlySpan<double> component = components.AsSpan(from, residuals.Length);
            double along = 0;
            for (int j = 0; j < component.Length; j++) along += component[j] * residuals[j];
            for (int j = 0; j < component.Length; j++) residuals[j] -= along * component[j];
        }
    }

    /// <summary>The score before it is rounded.</summary>
    internal double NormOf(ReadOnlySpan<double> residuals)
    {
        double sum = 0;
        if (Norm == DeviationNorm.Largest)
        {
            // What is NaN stays so.
            foreach (double residual in residuals) sum = Math.Max(sum, Math.Abs(residual));
            return sum;
        }
        foreach (double residual in residuals) sum += residual * residual;
        return Math.Sqrt(sum / Unit);
    }

    /// <summary>Writes the predictor as <see cref="DeviationBytes"/> says.</summary>
    public override void Write(IBufferWriter<byte> file)
    {
        ArgumentNullException.ThrowIfNull(file);
        DeviationBytes.Write(this, file);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no such predictor.</exception>
    /// <exception cref="ArgumentException">A number is not what it must be.</exception>
    public static DeviationPredictor Read(ReadOnlySpan<byte> file) => DeviationBytes.Read(file);
}
