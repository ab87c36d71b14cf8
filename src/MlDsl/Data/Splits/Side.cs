namespace MlDsl;

/// <summary>The sides of a split, as stored in one byte per row.</summary>
internal static class Side
{
    public const byte Train = 0, Validation = 1, Test = 2, Embargoed = 3;

    /// <summary>Not part of what was split: a row of another side of an earlier split.</summary>
    public const byte Outside = 255;
}
