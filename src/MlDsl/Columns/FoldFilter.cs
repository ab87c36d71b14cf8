namespace MlDsl;

/// <summary>Which cross-fitting folds a target encoding may use.</summary>
/// <param name="Excluded">The fold left out; −1 for none.</param>
/// <param name="Before">Whether only folds earlier than <paramref name="Excluded"/> are used, as rows in time ask for.</param>
public readonly record struct FoldFilter(int Excluded, bool Before)
{
    /// <summary>The number of cross-fitting folds.</summary>
    public const int Count = 5;

    /// <summary>Every fold: what a fitted model predicts with.</summary>
    public static FoldFilter All { get; } = new(-1, false);

    /// <summary>Whether <paramref name="fold"/> may be used.</summary>
    public bool Admits(int fold) => Excluded < 0 || (Before ? fold < Excluded : fold != Excluded);
}
