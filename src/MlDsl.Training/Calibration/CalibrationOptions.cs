namespace MlDsl.Training;

/// <summary>How the probabilities of a classifier are calibrated when it is fitted: what <see cref="CalibrateAttribute"/> says.</summary>
/// <param name="Method">The way.</param>
public sealed record CalibrationOptions(Calibration Method)
{
    /// <summary>The way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Calibration Method { get; init => field = Checked(value); } = Checked(Method);

    /// <summary>The share of the training rows that is held back, or of their groups; above 0 and at most 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double Share { get; init => field = HeldShare.Checked(value); } = HeldShare.Default;

    private static Calibration Checked(Calibration method) => Enum.IsDefined(method)
        ? method
        : throw new ArgumentOutOfRangeException(nameof(method), method, $"Method must be {string.Join(" or ", Enum.GetNames<Calibration>())}");
}
