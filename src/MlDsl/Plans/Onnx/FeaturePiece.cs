namespace MlDsl.Plans;

/// <summary>A stretch of the feature vector in a graph.</summary>
/// <param name="Position">Its first position.</param>
/// <param name="Width">The number of its positions.</param>
internal abstract record FeaturePiece(int Position, int Width);

/// <summary>Numbers as they are.</summary>
/// <param name="Position">The first position.</param>
/// <param name="Width">The number of positions.</param>
/// <param name="Tensor">Floats, [N, Width].</param>
internal sealed record NumbersPiece(int Position, int Width, string Tensor) : FeaturePiece(Position, Width)
{
    /// <summary>Whether NaN stands for a missing value, which trees know.</summary>
    public bool MayMiss { get; init; }

    /// <summary>
    /// Where NaN stands for a missing value, the numbers before any step, floats: a step may make NaN of what is infinite, and that is refused. Null
    /// elsewhere.
    /// </summary>
    public string? Origin { get; init; }
}

/// <summary>1 at one position, or at none.</summary>
/// <param name="Position">The first position.</param>
/// <param name="Width">The number of positions.</param>
/// <param name="Slots">
/// Int64, [N, 1]: the position within the stretch; <paramref name="Width"/> for none; one more for a value that is refused, which a look-up
/// in a table of Width + 1 rows turns into an error of the run.
/// </param>
internal sealed record SlotPiece(int Position, int Width, string Slots) : FeaturePiece(Position, Width);
