namespace MlDsl.Monitoring;

/// <summary>Which means metrics, pages and sentences tell.</summary>
internal static class ToldMean
{
    /// <summary>A mean of fewer rows is nearly a value of a row, and is not told.</summary>
    public const int LeastRows = 50;
}
