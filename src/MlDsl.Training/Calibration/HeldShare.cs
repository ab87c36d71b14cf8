namespace MlDsl.Training;

/// <summary>How much of the training rows is held back.</summary>
internal static class HeldShare
{
    public const double Default = 0.2;

    private const double Most = 0.9;

    public static double Checked(double share) => share is > 0 and <= Most
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "The share of rows to hold back is above 0 and at most 0.9, such as 0.2");

    /// <summary>The share that a file tells, or the usual one where it tells none.</summary>
    public static double Known(double share) => share is > 0 and <= Most ? share : Default;
}
