using System.Buffers;
using System.Buffers.Binary;

namespace MlDsl;

/// <summary>
/// A mixture of Gaussians. The score of one is the logarithm of its share times its density, b − |S(x − μ)|²/2 with S the inverse of the lower Cholesky factor of its covariance: the largest score
/// is of the likeliest Gaussian, and the logarithm of the scores' summed exponentials is the log-likelihood of the row.
/// </summary>
/// <remarks>Sums are taken in double, one after the other: the same bits on every processor.</remarks>
internal sealed class MixturePredictor : Predictor
{
    private const int Head = 12, MostOnStack = 128;

    private readonly float[] biases, means, scales;

    /// <summary>Copies the numbers.</summary>
    /// <param name="covariance">What shape the Gaussians have.</param>
    /// <param name="biases">Of each the logarithm of its share and of the density at its mean.</param>
    /// <param name="means">The means, row-major: Gaussians × features.</param>
    /// <param name="scales">
    /// S, Gaussian after Gaussian: the lower triangle row by row where it is <see cref="Covariance.Full"/>, once where <see cref="Covariance.Tied"/>; the diagonal where <see cref="Covariance.Diagonal"/>; one number where
    /// <see cref="Covariance.Spherical"/>.
    /// </param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number is not finite.</exception>
    public MixturePredictor(Covariance covariance, ReadOnlySpan<float> biases, ReadOnlySpan<float> means, ReadOnlySpan<float> scales)
    {
        if (biases.IsEmpty || means.Length % biases.Length != 0) throw new ArgumentException($"{means.Length} numbers of means do not divide among {biases.Length} Gaussians", nameof(means));
        (Covariance, this.biases, this.means, this.scales) = (covariance, biases.ToArray(), means.ToArray(), scales.ToArray());
        if (scales.Length != ScaleCount(covariance, Outputs, Width)) throw new ArgumentException($"{scales.Length} scales are not those of {Outputs} {covariance} Gaussians of {Width} features", nameof(scales));
        foreach (float[] numbers in (float[][])[this.biases, this.means, this.scales])
            if (!numbers.All(float.IsFinite)) throw new ArgumentException("The numbers of a mixture must be finite", nameof(scales));
    }

    /// <inheritdoc/>
    public override string Kind => "mixture";

    /// <inheritdoc/>
    public override int Width => means.Length / biases.Length;

    /// <inheritdoc/>
    public override int Outputs => biases.Length;

    /// <summary>What shape the Gaussians have.</summary>
    public Covariance Covariance { get; }

    /// <summary>Of each Gaussian the score at its mean.</summary>
    public ReadOnlySpan<float> Biases => biases;

    /// <summary>The means, row-major.</summary>
    public ReadOnlySpan<float> Means => means;

    /// <summary>The numbers of S.</summary>
    public ReadOnlySpan<float> Scales => scales;

    /// <inheritdoc/>
    public override void Score(in SparseRows rows, Span<float> scores)
    {
        CheckLength(in rows, scores);
        float[]? rented = Width > MostOnStack ? ArrayPool<float>.Shared.Rent(Width) : null;
        Span<float> few = stackalloc float[MostOnStack];
        Span<float> row = (rented ?? few)[..Width];
        for (int i = 0; i < rows.Count; i++)
        {
            row.Clear();
            for (int entry = rows.Starts[i]; entry < rows.Starts[i + 1]; entry++) row[rows.Positions[entry]] += rows.Values[entry];
            for (int k = 0; k < Outputs; k++) scores[(i * Outputs) + k] = (float)(biases[k] - (SquaredDistance(row, k) / 2));
        }
        if (rented is not null) ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Little-endian int32 covariance, Gaussians and width, then float32 biases, means and scales.</summary>
    public override void Write(IBufferWriter<byte> file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> bytes = file.GetSpan(checked(Head + (sizeof(float) * (biases.Length + means.Length + scales.Length))));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)Covariance);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Outputs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Width);
        int at = Head;
        foreach (float value in (float[])[.. biases, .. means, .. scales])
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], value);
            at += sizeof(float);
        }
        file.Advance(at);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no mixture.</exception>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static MixturePredictor Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Head) throw new FormatException("the mixture is cut short");
        int covariance = BinaryPrimitives.ReadInt32LittleEndian(file), outputs = BinaryPrimitives.ReadInt32LittleEndian(file[4..]), width = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        bool fits = Enum.IsDefined((Covariance)covariance) && outputs >= 1 && width >= 0
            && Head + (sizeof(float) * (outputs + ((Int128)outputs * width) + ScaleCount((Covariance)covariance, outputs, width))) == file.Length;
        if (!fits) throw new FormatException($"{file.Length} bytes do not hold {outputs} Gaussians of {width} features");
        float[] numbers = new float[(file.Length - Head) / sizeof(float)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(file[(Head + (sizeof(float) * i))..]);
        int means = outputs * width;
        return new MixturePredictor((Covariance)covariance, numbers.AsSpan(0, outputs), numbers.AsSpan(outputs, means), numbers.AsSpan(outputs + means));
    }

    private static Int128 ScaleCount(Covariance covariance, Int128 outputs, Int128 width) => covariance switch
    {
        Covariance.Full => outputs * width * (width + 1) / 2,
        Covariance.Tied => width * (width + 1) / 2,
        Covariance.Diagonal => outputs * width,
        _ => outputs,
    };

    // |S(x − μ)|².
    private double SquaredDistance(ReadOnlySpan<float> row, int output)
    {
        ReadOnlySpan<float> mean = means.AsSpan(output * row.Length, row.Length);
        double sum = 0;
        if (Covariance is Covariance.Diagonal or Covariance.Spherical)
        {
            ReadOnlySpan<float> own = Covariance == Covariance.Diagonal ? scales.AsSpan(output * row.Length, row.Length) : scales.AsSpan(output, 1);
            for (int i = 0; i < row.Length; i++)
            {
                double term = ((double)row[i] - mean[i]) * own[own.Length == 1 ? 0 : i];
                sum += term * term;
            }
            return sum;
        }
        int triangle = row.Length * (row.Length + 1) / 2;
        ReadOnlySpan<float> all = Covariance == Covariance.Tied ? scales : scales.AsSpan(output * triangle, triangle);
        for (int i = 0, at = 0; i < row.Length; i++)
        {
            double term = 0;
            for (int j = 0; j <= i; j++) term += all[at++] * ((double)row[j] - mean[j]);
            sum += term * term;
        }
        return sum;
    }
}
